import ImageKit
import ReviewStore
import Wording

/// The parts of the upload page that are the same for everybody, rendered once for each language.
struct PolicyWords: Sendable {
  /// The requirements for pictures.
  let rules: HTML
  /// Whom to ask, and what to print.
  let after: HTML
  /// Texts that the page's script shows.
  let script: HTML

  /// The texts of a policy.
  init(of policy: Policy, in language: Language) {
    let writer = Writer(policy: policy, language: language)
    rules = writer.rules
    after = writer.after
    script = writer.script
  }

  private struct Writer: Speaking {
    let policy: Policy
    let language: Language

    var rules: HTML {
      func rule(_ text: String) -> HTML { "<li>\(text)</li>\n" }
      var rules = [
        rule(
          say(
            "Pictures must be true, accurate, complete and valid; upright and clear.",
            "材料照片需保证信息真实、准确、完整、有效，画面保持正向、清晰。")),
        rule(
          say(
            "Photos straight from your phone are welcome (JPEG, PNG, HEIC, AVIF or WebP, up to 50 MB): they are shrunk, turned upright and stamped for you.",
            "可直接上传手机原图（JPG、PNG、HEIC、AVIF、WebP，不超过 50 MB），系统会自动压缩到 200 KB 以内、摆正并加保护水印。")),
      ]
      if policy.list.marksRequired {
        rules.append(
          "<li>\(say("What is marked", "带有")) <b class=\"star\">*</b> \(say("must be uploaded.", "号的为必须上传的项目。"))</li>\n"
        )
      }
      if policy.handingIn == .automatic {
        rules.append(
          rule(
            say(
              "Every upload is handed in at once; there is nothing more to submit. Until a reviewer accepts a picture you may still change it.",
              "图片上传成功后即自动提交，无需再点提交；审核人员审核之前可随时修改。")))
      }
      if let window = policy.uploadWindow {
        let opens = window.opens?.forPeople ?? "…"
        let closes = window.closes?.forPeople ?? "…"
        rules.append(rule(say("Uploads are taken from \(opens) to \(closes).", "上传时间：\(opens) 至 \(closes)。")))
      }
      if let warning = policy.falseMaterial { rules.append("<li class=\"warn\">\(words(warning))</li>\n") }
      return """
        <details class="card rules"><summary>\(say("What pictures must be", "上传要求"))</summary>
        <ul class="rules-list">\(rules)</ul></details>
        """
    }

    var after: HTML {
      let notice = words(policy.successNotice ?? Bilingual("Notice of registration", "报名成功通知单"))
      return """
        <section class="after">
        \(hint(policy.registrationFault))\(hint(policy.doesNotQualify))\
        <p class="links"><a href="/notice">\(notice)</a> · \
        <a href="/list">\(say("Print the list of your papers", "打印材料清单"))</a></p>
        </section>
        """
    }

    var script: HTML {
      func word(_ name: String, _ english: String, _ chinese: String) -> HTML {
        "<p data-word=\"\(name)\">\(say(english, chinese))</p>"
      }
      let words = [
        word("waiting", "Waiting for the photo before it", "等待上传"),
        word("sending", "Sending", "正在上传"),
        word("preparing", "Shrinking, turning upright and stamping…", "正在压缩、摆正并加水印…"),
        word(
          "offline",
          "The connection was lost. Your photo is kept here and will be sent again by itself; it will not be stored twice.",
          "网络中断，所选照片仍保留，网络恢复后将自动重新上传，不会重复保存。"),
        word("failed", "The photo could not be uploaded. Try again.", "上传失败，请重试。"),
        word("done", "Uploaded (shrunk to {size})", "上传成功（已压缩至 {size}）"),
        word("stored", "Uploaded ({size})", "上传成功（{size}）"),
        word(
          "busy", "Many people are uploading just now. Trying again by itself in a moment…", "当前上传人数较多，稍后将自动重试…"),
        word(
          "signed-out",
          "You were signed out meanwhile; your photo is still chosen here. Sign in again in another tab, then try again.",
          "登录已过期，所选照片仍保留。请重新登录后重试。"),
        word("too-big", "This file is larger than 50 MB. Choose a smaller one.", "文件超过 50 MB，请选择较小的文件。"),
        word("ask-remove", "Delete this picture? You can upload another.", "确定删除这张图片吗？删除后可重新上传。"),
        word("delete", "Delete", "删除"), word("keep", "Keep", "保留"), word("choose-page", "Choose a page", "选择页面"),
        word("drop", "or drop it here", "或拖放到此处"),
      ]
      return """
        <template id="job"><div class="job"><span class="file"></span><progress class="progress" max="100"></progress>\
        <span><span class="say"></span> <span class="percent" aria-hidden="true"></span></span>\
        <button type="button" class="cancel">\(say("Cancel", "取消"))</button><button type="button" class="again" hidden>\(say("Try again", "重试"))</button>\
        <button type="button" class="drop" hidden>\(say("Dismiss", "关闭"))</button></div></template>
        <template id="whole"><p class="whole"><label class="check"><input type="checkbox">\
        \(say("Send original photos without shrinking them on this phone (slower)", "上传原图，不在手机上压缩（较慢）"))</label></p></template>
        <template id="words">\(words)</template>
        """
    }
  }
}
