import Testing

@Suite struct ConsolePageTests {
  private static let page = ConsolePage(
    """
    Words.

    ```
    $ not a console
    ```

    ```console
    $ one --two \\
        three
    said …, 3 times
    …
    the end
    [exit 1]
    $ for x in a b; do
        echo $x |
          cat
      done
    $ last
    ```
    """)

  @Test func `commands are read whole, with their output and status`() {
    let steps = Self.page.steps
    #expect(steps.count == 3)
    #expect(steps[0].command == "one --two \\\n    three")
    #expect(steps[0].output.count == 3)
    #expect(steps.map(\.status) == [1, 0, 0])
    #expect(steps[1].command.hasSuffix("done"))
    #expect(steps[1].output.isEmpty)
  }

  @Test(
    arguments: [
      (["said it, 3 times", "the end"], true),
      (["said it, 3 times", "x", "y", "the end"], true),
      (["said it, 4 times", "the end"], false),
      (["said it, 3 times", "the end", "more"], false),
      (["said it, 3 times"], false),
      ([], false),
    ])
  func `an ellipsis stands for words on a line, alone for lines`(lines: [String], fits: Bool) {
    #expect(Self.page.steps[0].isPrinted(by: lines) == fits)
  }
}
