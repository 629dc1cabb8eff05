"""axe-core's findings on the page that a browser shows."""

from axe_core_python.selenium import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def violations(driver):
    """What breaks a rule of WCAG, one line each; empty when nothing does."""
    # What is folded away counts too, and this axe-core takes it for a background where it is folded.
    driver.execute_script("document.querySelectorAll('details').forEach((details) => { details.open = true })")
    # The page's own policy lets no foreign script in; the driver's is not held to it.
    found = Axe().run(driver, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [f"{rule['id']}: {rule['help']}: {node['target']}" for rule in found["violations"] for node in rule["nodes"]]
