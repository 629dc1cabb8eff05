import Hummingbird

/// All pages for staff.
struct StaffRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    QueueRoutes(desk: desk).mount(on: router)
    ReviewRoutes(desk: desk).mount(on: router)
    PublishRoutes(desk: desk).mount(on: router)
    RegistrationRoutes(desk: desk).mount(on: router)
    CorrectionRoutes(desk: desk).mount(on: router)
    DeadlineRoutes(desk: desk).mount(on: router)
    ListsRoutes(desk: desk).mount(on: router)
    ConflictRoutes(desk: desk).mount(on: router)
    SecondLookRoutes(desk: desk).mount(on: router)
    LoadRoutes(desk: desk).mount(on: router)
    PeopleRoutes(desk: desk).mount(on: router)
    OverviewRoutes(desk: desk).mount(on: router)
    AuditRoutes(desk: desk).mount(on: router)
  }
}
