/// The arrays of a program where the way of a decision reads them: plain memory, written once.
final class FlatTables: @unchecked Sendable {
  let atoms: UnsafeBufferPointer<FlatAtom>
  let elementAtoms: UnsafeBufferPointer<FlatAtom>
  let numbers: UnsafeBufferPointer<FlatNumber>
  let operands: UnsafeBufferPointer<Int32>
  let nodes: UnsafeBufferPointer<FlatNode>
  let units: UnsafeBufferPointer<FlatUnit>
  let quantifiers: UnsafeBufferPointer<FlatQuantifier>
  let steps: UnsafeBufferPointer<Int32>
  let refusals: UnsafeBufferPointer<Int32>

  init(_ parts: ProgramParts) {
    atoms = Self.copy(parts.atoms)
    elementAtoms = Self.copy(parts.elementAtoms)
    numbers = Self.copy(parts.numbers)
    operands = Self.copy(parts.operands)
    nodes = Self.copy(parts.nodes)
    units = Self.copy(parts.units)
    quantifiers = Self.copy(parts.quantifiers)
    steps = Self.copy(parts.steps)
    refusals = Self.copy(parts.refusals)
  }

  deinit {
    atoms.deallocate()
    elementAtoms.deallocate()
    numbers.deallocate()
    operands.deallocate()
    nodes.deallocate()
    units.deallocate()
    quantifiers.deallocate()
    steps.deallocate()
    refusals.deallocate()
  }

  private static func copy<Element: BitwiseCopyable>(_ elements: [Element])
    -> UnsafeBufferPointer<Element>
  {
    let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = buffer.initialize(from: elements)
    return UnsafeBufferPointer(buffer)
  }
}
