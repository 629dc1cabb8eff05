import ArgumentParser
import ReviewStore

extension Application.State: ExpressibleByArgument {}

/// Which registrations, by the filters of the list.
struct RosterOptions: ParsableArguments {
  @Option(help: help("Only those in a state.", "只限某一状态。")) var state: Application.State?
  @Flag(help: help("Only those who are filling in and have uploaded nothing.", "只限尚未上传任何图片的考生。"))
  var nothingUploaded = false
  @Option(help: help("Only those of an exam site.", "只限某一考点。")) var site: String?
  @Option(help: help("Only those of a category.", "只限某一报考类别。")) var category: String?
  @Flag(help: help("Only those who have not reacted to a return in time.", "只限退回后逾期未处理的考生。"))
  var overdue = false
  @Flag(
    help: help(
      "Only those with a warning: no mobile or identity number, something noticed in a picture, overdue, a void code.",
      "只限有提示的考生：缺手机号码或证件号码、图片需留意、逾期未处理、验证码失效。"))
  var warnings = false
  @Option(
    help: help(
      "Only those with this in their number or name, or as the last 4 to 6 characters of the identity number.",
      "只限报名号或姓名含有该文字、或证件号码以该四至六位结尾的考生。", value: "text"))
  var search: String?

  /// The filter, for all pages.
  var filter: RosterFilter {
    var filter = RosterFilter()
    filter.states = state.map { [$0] } ?? []
    filter.nothingUploaded = nothingUploaded
    filter.site = site
    filter.category = category
    filter.overdueOnly = overdue
    filter.warningsOnly = warnings
    filter.search = search
    filter.limit = nil
    return filter
  }

  /// Whether anything is left out.
  var isGiven: Bool {
    state != nil || nothingUploaded || site != nil || category != nil || overdue || warnings || search != nil
  }
}
