extension DigitsProof {
  package var isDecided: Bool {
    if case .undecided = verdict { return false }
    return true
  }

  /// The digits, or what stands for a number without any; `1-3.4e-2172` where digits would show a
  /// bare 1.
  package var text: String {
    guard let gap else { return decimalText }
    let sign = gap.isNegative ? "-" : "+"
    let size = Decimal(isNegative: false, digits: gap.digits, exponent: gap.exponent)
    return (decimalText.hasPrefix("-") ? "-1" : "1") + sign + size.text()
  }

  /// The same as one decimal number, for programs.
  package var decimalText: String {
    switch value {
    case .number(let decimal): decimal.text()
    case .zero: "0"
    case .infinity(let isNegative): isNegative ? "-inf" : "inf"
    case .nan: "nan"
    case .huge(let isNegative): isNegative ? "-inf~" : "inf~"
    case .tiny(let isNegative): isNegative ? "-0~" : "0~"
    case .unknown: "?"
    }
  }

  /// What is known of the digits, in words; of a formula that somebody typed, what may help besides.
  package func remark(ofTyped isTyped: Bool) -> String {
    if isTyped, value == .unknown, case .undecided(let bits) = verdict, bits > 0 {
      return remark + "; a form that cancels less, by log1p or expm1, may tell"
    }
    return remark
  }

  /// What is known of the digits, in words.
  package var remark: String {
    switch (value, verdict) {
    case (.nan, _): "it has no value"
    case (.huge, _): "finite, beyond 10^(4e35)"
    case (.tiny, _): "not 0, below 10^(-4e35)"
    case (_, .exact): "exact"
    case (_, .proven(let bits)): "proven at \(bits) bits"
    case (_, .undecided(0)): "more work than the budget allows"
    case (.unknown, .undecided(let bits)):
      "undecided at \(bits) bits: no digit is certain, the value lies too near to 0"
    case (_, .undecided(let bits)): "undecided at \(bits) bits: only these digits are certain"
    }
  }

  /// What is known of the digits in a word, and by how many bits.
  package var label: (verdict: String, bits: Int?) {
    switch verdict {
    case .exact where value == .nan: ("undefined", nil)
    case .exact: ("exact", nil)
    case .proven(let bits): ("proven", bits)
    case .undecided(let bits): ("undecided", bits)
    }
  }
}

extension Proof {
  /// A number that stands for the value, with a mark where rounding made it 0, 1 or infinite.
  package func text(of computed: Double, in format: Format) -> String {
    let isPlain = computed != 0 && computed.magnitude != 1 && !computed.isInfinite
    let isTrue = verdict == .exact && value == computed
    return format.spelled(computed) + (isPlain || isTrue ? "" : "~")
  }

  /// The number as the format spells it, with a mark where rounding made it 0 or infinite.
  package func text(in format: Format) -> String {
    switch verdict {
    case .overflow, .underflow: format.spelled(value) + "~"
    case .exact: format.spelled(value)
    case .proven: format.spelled(value) + (value == 0 || value.magnitude == 1 ? "~" : "")
    case .undecided: "?"
    }
  }
}
