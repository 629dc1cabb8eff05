/// The page's script, for what a style sheet cannot do.
enum ReportScript {
  /// Shows the search field, and hides the cards that do not contain the text in it.
  static let search = """
    <script>
    const box = document.getElementById("search");
    box.hidden = false;
    box.addEventListener("input", () => {
      const wanted = box.value.trim().toLowerCase();
      for (const group of document.querySelectorAll(".group")) {
        let found = false;
        for (const card of group.querySelectorAll(".card")) {
          const hit = card.querySelector(".words").textContent.toLowerCase().includes(wanted);
          card.classList.toggle("missed", !hit);
          found = found || hit;
        }
        group.classList.toggle("missed", !found);
      }
    });
    </script>
    """
}
