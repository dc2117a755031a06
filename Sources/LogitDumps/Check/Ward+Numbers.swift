import Glibc
import LogitExact
import LogitText

extension Ward {
  /// What the numbers are by themselves: no numbers, probabilities, constants.
  mutating func lookAtNumbers() {
    lookAtHoles()
    guard survey.rows > 0 else { return }
    // Rows that say nothing are no probabilities of anything.
    let most = survey.constant.count * 2 > survey.rows ? Int.max : survey.rows - survey.rows / 50
    let floor = log(1 + Double(classes - 1) / M_E)
    if classes > 1, survey.shares.count >= most {
      let twice = dump.head == .softmax ? "a second softmax" : "a sigmoid"
      find(
        "probabilities", at: share(survey.shares.count),
        "the rows are from 0 to 1 and add up to 1: probabilities, not logits",
        why: "\(twice) over them flattens every row: a softmax twice costs at least"
          + " ln(1 + \(classes - 1)/e) = \(floor.decimals(4)) a row, however right it is",
        fix:
          "save what goes into the softmax; or take the logarithm, which is a logit up to a constant;"
          + " in Keras from_logits=False is meant for these",
        row: 0)
    } else if survey.units.count >= most, survey.bits.count < survey.rows, survey.numbers >= 20 {
      find(
        "sigmoids", at: share(survey.units.count),
        "all numbers are from 0 to 1 and rows do not add up to 1: outputs of a sigmoid, not logits",
        why: "a second sigmoid makes .5 to .7311 of them: a true class costs at least"
          + " -ln .7311 = .3133, a false one at least ln 2 = .6931",
        fix: "save what goes into the sigmoid, or use a loss of probabilities: BCELoss, not"
          + " BCEWithLogitsLoss; from_logits=False", row: 0)
    }
    if classes > 1, survey.truncated.count >= most, survey.leastMass > 0.01 {
      find(
        "truncated", at: share(survey.truncated.count),
        "log-probabilities whose probabilities add up to \(survey.leastMass.decimals(4)) to"
          + " \(survey.greatestMass.decimals(4)), not to 1",
        why:
          "a sampler's top_k, top_p or the server's top_logprobs left classes out: normalised again"
          + " each row is off by -ln S, S what was kept",
        fix: "save all classes, or compare with top_p 1; ln S a row brings it back",
        row: survey.truncated.row)
    } else if classes > 1, survey.logShares.count >= most {
      find(
        "log_probabilities", at: share(survey.logShares.count),
        "the exponentials of each row add up to 1: log-probabilities",
        why:
          "a softmax leaves them as they are, so that their loss is right; a loss of probabilities"
          + " or nll_loss over their logarithm is not", fix: "", row: 0, isNote: true)
    }
    lookAtShape()
  }

  private mutating func lookAtHoles() {
    if survey.nan.count > 0 {
      find(
        "nan", at: place(survey.nan, ofClass: true), "\(counted(survey.nan.count, "number")) NaN",
        why: "one NaN makes its row, the mean and every gradient of the batch NaN",
        fix: "look for inf - inf, 0/0 or log of a negative number before this row",
        row: survey.nan.row)
    }
    if survey.infinite.count > 0 {
      let isHalf = dump.rows.array.type == .float16
      find(
        isHalf ? "float16_overflow" : "infinite", at: place(survey.infinite, ofClass: true),
        "\(counted(survey.infinite.count, "number")) +inf"
          + (isHalf ? ": beyond 65504, the greatest number of float16" : ""),
        why: "a softmax with one +inf is certain, with two it is NaN",
        fix: isHalf
          ? "keep the logits in float32 or bfloat16, whose range is wider, or scale the last layer"
          : "look for an overflow before this row", row: survey.infinite.row)
    }
    if survey.excluded.count > 0 {
      find(
        "all_masked", at: place(survey.excluded), "every class is -inf",
        why: "a softmax of -inf alone is 0/0: NaN, and so is the mean",
        fix: "leave such rows out, or mask with the least finite number and leave one class",
        row: survey.excluded.row)
    }
    let excluded = facts.flags.indices.filter {
      facts.flags[$0].contains(.labelExcluded) && !facts.flags[$0].contains(.allMinusInfinite)
    }
    if let first = excluded.first {
      find(
        "label_masked",
        at: "row \(first)" + (excluded.count > 1 ? ", the first of \(excluded.count)" : ""),
        "the logit of the label is -inf", why: "what is true has probability 0: the loss is inf",
        fix: "the mask and the labels disagree; mask no class that may be true, or ignore the row",
        row: first)
    }
    if dump.request.labelSmoothing > 0, survey.minusInfinite.count > 0 {
      find(
        "smoothing_mask", at: place(survey.minusInfinite, ofClass: true),
        "label_smoothing \(dump.request.labelSmoothing.shortest) over classes at -inf",
        why: "smoothing gives every class a share, and a share of -ln 0 is inf",
        fix: "smooth over the classes that are left, or mask with a finite number",
        row: survey.minusInfinite.row)
    }
  }

  private mutating func lookAtShape() {
    if survey.constant.count > 0, survey.constant.count * 10 >= survey.rows {
      find(
        "constant", at: place(survey.constant), "rows of one and the same number: nothing is said",
        why:
          "their loss is ln \(classes) = \(log(Double(classes)).decimals(4)) and their gradient moves"
          + " nothing but a bias",
        fix: "look for a dead layer, zeroed inputs, or a file that was never written",
        row: survey.constant.row)
    }
    if survey.walls.count * 2 >= survey.rows, survey.walls.count > 0 {
      find(
        "clip", at: share(survey.walls.count), "rows end on a floor 16 below their greatest number",
        why:
          "llama.cpp's .kld keeps no less than e^-16: what is rarer has the same number, and a KL"
          + " divergence of it is too small",
        fix: "compare only classes above the floor", row: survey.walls.row)
    } else if survey.clips.count * 50 >= survey.numbers, survey.clips.count > 0 {
      find(
        "clip", at: place(survey.clips),
        "\(counted(survey.clips.count, "number")) at a framework's clip, such as 1e-7",
        why:
          "Keras clips probabilities to 1e-7: their loss is never above 16.1181, and its gradient is 0",
        fix: "save logits and use from_logits=True", row: survey.clips.row)
    }
    // Of a cap c tanh(z/c) the numbers crowd below c; of a network's they thin out.
    if survey.numbers >= 200, survey.crowding > 0.05, !has("probabilities"), !has("sigmoids"),
      survey.greatest > 1.5, survey.detailed > survey.numbers / 2, !has("truncated")
    {
      find(
        "soft_cap",
        at: "\((survey.crowding * 100).decimals(1)) % of all numbers within 3 % of the greatest",
        "the numbers crowd below \(survey.greatest.significant(4)): a soft cap",
        why: "c tanh(z/c) before the loss bounds every logit; a program that leaves it out, or"
          + " writes z tanh(z/c), has another loss",
        fix: "give both sides the same cap", row: 0, isNote: true)
    }
    let twins = survey.duplicates { !facts.flags[$0].contains(.ignored) }
    if twins.count > 0, classes > 1, survey.detailed > 0 {
      find(
        "duplicates", at: place(twins), "\(share(twins.count)) are another row over again",
        why:
          "an example that is there twice counts twice; a part of a batch written over another says"
          + " nothing of the rest",
        fix: "look at the sampler, at drop_last and at what was concatenated",
        row: twins.row, isNote: twins.count * 20 < survey.rows)
    }
  }
}
