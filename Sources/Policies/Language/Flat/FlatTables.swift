/// The arrays of a program where the way of a decision reads them: plain memory, written once.
final class FlatTables: @unchecked Sendable {
  let atoms: UnsafeBufferPointer<FlatAtom>
  /// Atoms of one operation beside each other: what is to be done is chosen once for all of them.
  let runs: UnsafeBufferPointer<FlatRun>
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
    runs = Self.copy(Self.runs(parts.atoms))
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
    runs.deallocate()
    elementAtoms.deallocate()
    numbers.deallocate()
    operands.deallocate()
    nodes.deallocate()
    units.deallocate()
    quantifiers.deallocate()
    steps.deallocate()
    refusals.deallocate()
  }

  private static func runs(_ atoms: [FlatAtom]) -> [FlatRun] {
    var starts = atoms.indices.filter {
      $0 == 0 || atoms[$0].operation != atoms[$0 - 1].operation
    }
    starts.append(atoms.count)
    return zip(starts, starts.dropFirst()).map { FlatRun($0..<$1) }
  }

  private static func copy<Element: BitwiseCopyable>(_ elements: [Element])
    -> UnsafeBufferPointer<Element>
  {
    let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = buffer.initialize(from: elements)
    return UnsafeBufferPointer(buffer)
  }
}
