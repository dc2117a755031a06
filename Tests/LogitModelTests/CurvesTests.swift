import LogitBench
import LogitExact
import LogitSession
import LogitStudies
import LogitText
import TestSupport
import Testing

/// The curves of a class and what is said of its place on them.
@Suite struct CurvesTests {
  private func curves(_ lines: String..., of index: Int = 0) throws -> Curves {
    var model = Model()
    for line in lines { try model.run(line) }
    return model.curves(ofClass: index)
  }

  /// sigmoid(-10) = 4.539786870243e-05, its -d(-ln a)/dz = 1 - that, 1/a = 22027.4657948 (mpmath).
  @Test func aReadoutIsPrintedAsTheTableIs() throws {
    let readouts = try curves("logits -10", "loss sigmoid_cross_entropy", "labels 1").readouts
    #expect(readouts[0].value == "10.0000")
    #expect(readouts[0].slopeInA == "-2.2027e+04")
    #expect(readouts[0].slopeInZ == "-1+4.54e-05")
    #expect(readouts[1].value == "4.5399e-05")
    let sure = try curves("logits 1000 0", "label 0").readouts
    #expect(sure[0].value == "0~" && sure[0].slopeInA == "-1~" && sure[0].slopeInZ == "0~")
  }

  @Test func noReadoutHidesWhatIsLeftOfOne() throws {
    var random = SplitMix64(seed: 3)
    for _ in 0..<300 {
      let logit = Double.random(in: -120...120, using: &random).significant(4)
      let dtype = Bench.dtypes.randomElement(using: &random) ?? .float32
      let curves = try curves(
        "logits \(logit) 0 1", "label \(Int.random(in: 0...2, using: &random))",
        "dtype \(dtype.name)")
      for text in curves.readouts.flatMap({ [$0.value, $0.slopeInA, $0.slopeInZ] }) {
        let size = text.hasPrefix("-") ? text.dropFirst() : text[...]
        #expect(
          !text.hasSuffix("e+00") && !size.hasPrefix("1.0000"), "\(text) \(logit) \(dtype.name)")
        #expect(text.utf8.count < 12)
      }
    }
  }

  @Test func anIgnoredRowHasNoCurveOfItsOwn() throws {
    for lines in [
      ["logits 1 1 1; 0 1 1", "label 0 1", "ignore_index 0"],
      ["logits 1 2 3", "ignore_index -100", "label -100"],
    ] {
      var model = Model()
      for line in lines { try model.run(line) }
      for index in 0..<3 {
        let curves = model.curves(ofClass: index)
        #expect(curves.own == nil)
        #expect(curves.kinds == [.negLog, .negLog1m])
        #expect(
          curves.remarks == ["Row 0 is ignored: no curve is its loss, and it has no slope."])
        let table = curves.table(over: .logit)
        #expect(!table.contains(">") && !table.contains("a(1-a)"))
        #expect(table.contains("row 0 is ignored"))
      }
    }
  }

  @Test(arguments: ["none", "keras", "torch", "tf"])
  func whatIsNoProbabilityHasNoPlaceOnTheCurves(framework: String) throws {
    for input in ["-2", "3", "1.0000002", "-1e-9", "inf", "-inf"] {
      let curves = try curves(
        "loss binary_crossentropy", "logits .5 \(input)", "labels 0 1", "as \(framework)", of: 1)
      #expect(!curves.isPlaced && curves.a.isNaN)
      #expect(
        curves.remarks == ["a = \(curves.aText) is no probability: no place on the curves"])
      let texts = curves.readouts.flatMap { [$0.value, $0.slopeInA, $0.slopeInZ] }
      #expect(texts.joined() == "")
      #expect(!curves.table(over: .probability).contains("nan"))
    }
    #expect(try curves("loss binary_crossentropy", "logits 0 1", "labels 0 1").isPlaced)
  }

  @Test func aZeroOrOneIsExactOnlyWhereNothingWasRounded() throws {
    func readout(_ p: String, _ dtype: String = "float32") throws -> [Curves.Readout] {
      try curves("loss binary_crossentropy", "logits \(p)", "labels 0", "dtype \(dtype)").readouts
    }
    // 1/(1 - 1e-20) is not 1, and (1e-30)^2/2 is too small for float32.
    #expect(try readout("1e-20")[1].slopeInA == "1~")
    #expect(try readout("1e-30")[2].value == "0~")
    let (none, all) = (try readout("0"), try readout("1"))
    #expect(none[1].value == "0" && none[1].slopeInA == "1")
    #expect(all[1].value == "inf" && all[0].value == "0")
    // 1/1e-6 is beyond float16.
    #expect(try readout("1e-6", "float16")[0].slopeInA == "-inf~")
    // -ln sigmoid(10) of the last line of the table is 4.5e-05 and shown so; no 0 is claimed.
    let table = try curves("logits 100 0", "label 0").table(over: .logit)
    let cells = table.split(separator: "\n").dropFirst().joined(separator: "\n")
    #expect(cells.contains(" 0~") && !cells.contains(" 0 "))
  }

  /// -ln(.5 / .8) = .4700 is the loss, -ln .5 is not.
  @Test func whatLiesBetweenACurveAndTheLossIsSaid() throws {
    let shares = try curves(
      "loss categorical_crossentropy", "logits .2 .5 .1", "labels 0 1 0", of: 1)
    #expect(shares.remarks[0] == "> is the loss before p / sum of p.")
    let one = try curves("loss categorical_crossentropy", "logits .2 .5 .3", "labels 0 1 0", of: 1)
    #expect(one.remarks[0] == "> is this class's own term of the loss.")
    let clipped = try curves(
      "loss binary_crossentropy", "logits 0 1", "labels 1 0", "as keras")
    #expect(
      clipped.remarks[0] == "> is the loss before the mean of its 2 classes and the clip of Keras.")
  }

  /// sigmoid(1000) leaves the cross entropy a slope of 1 and the squared error one of e^-1000.
  @Test func aSlopeThatIsLeftIsNotDenied() throws {
    let wrong = try curves("logits 1000", "loss sigmoid_cross_entropy", "labels 0")
    #expect(
      wrong.remarks[1]
        == "a(1-a) = 0~: cross entropy's slope is left, the squared error's is not")
    let right = try curves("logits 1000", "loss sigmoid_cross_entropy", "labels 1")
    #expect(right.remarks[1] == "a(1-a) = 0~: no slope is left to compare")
  }
}
