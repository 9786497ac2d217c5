import Testing

@testable import KeyhoundCore

@Suite struct BaselinePlacesTests {
  private let places = BaselinePlaces(
    start: "/p/sub", tops: ["/p", "/p/conf"],
    roots: [("..", "/p"), ("/link", "/p"), ("deep", "/p/sub/deep"), ("a.env", "/p/sub/a.env")])

  @Test(arguments: [
    ("a.env", "sub/a.env"), ("deep/x/b", "sub/deep/x/b"), ("../a.env", "a.env"), ("/link/conf/c", "conf/c"),
    ("./x/../b", "sub/b"),
    ("/elsewhere/a", "/elsewhere/a"), ("/pq/a", "/pq/a"), ("../../q/a", "../../q/a"), ("deeper/a", "sub/deeper/a"),
  ]) func `a path is written as it is seen from the first folder that holds the file`(shown: String, name: String) {
    #expect(places.name(of: shown) == name && places.names(of: shown).contains(name) && places.names(of: shown).contains(shown))
  }

  @Test func `an entry may mean a file in each of the folders, and most likely one that is there`() {
    #expect(places.places(ofEntry: "x/a") == ["/p/x/a", "/p/conf/x/a", "/p/sub/x/a"])
    #expect(places.places(ofEntry: "../x") == ["/x", "/p/x", "/p/x"] && places.places(ofEntry: "/y") == ["/y", "/y", "/y"])
    #expect(places.likelyPlaces(ofEntry: "x/a") { $0 == "/p/conf/x" } == ["/p/conf/x/a"])
    #expect(places.likelyPlaces(ofEntry: "x/a") { ["/p/x", "/p/sub/x/a"].contains($0) } == ["/p/sub/x/a"])
    #expect(places.likelyPlaces(ofEntry: "x/a") { _ in false } == ["/p/x/a", "/p/conf/x/a"])
  }

  @Test func `in a commit paths begin at its top, which has no name`() {
    let places = BaselinePlaces(start: "", tops: ["", "conf"])
    #expect(places.name(of: "conf/a") == "conf/a" && places.names(of: "conf/a") == ["conf/a", "a"])
    #expect(places.places(ofEntry: "a") == ["a", "conf/a"])
  }

  @Test func `without folders a path means itself`() {
    let places = BaselinePlaces()
    #expect(places.names(of: "../a") == ["../a"] && places.name(of: "/b") == "/b" && places.places(ofEntry: "c") == ["c"])
  }
}
