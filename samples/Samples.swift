/// The scenarios beside this file, which the build puts into the program.
package enum Samples {
  /// What belongs together, in the order in which one learns from it.
  package struct Theme: Sendable {
    package let name: String
    package let samples: [(name: String, scenario: [UInt8])]
  }

  package static let themes: [Theme] = [
    Theme(
      name: "sigmoid or softmax",
      samples: [
        ("articles-batch", PackageResources.articles_batch_json),
        ("index-labels", PackageResources.index_labels_json),
        ("soft-labels", PackageResources.soft_labels_json),
        ("sun-moon-cloud-softmax", PackageResources.sun_moon_cloud_softmax_json),
        ("sun-moon-cloud-sigmoid", PackageResources.sun_moon_cloud_sigmoid_json),
        ("sigmoid-all-true", PackageResources.sigmoid_all_true_json),
        ("single-target", PackageResources.single_target_json),
        ("multi-target", PackageResources.multi_target_json),
        ("output-of-one", PackageResources.output_of_one_json),
      ]),
    Theme(
      name: "softmax twice",
      samples: [
        ("double-softmax", PackageResources.double_softmax_json),
        ("probabilities-as-logits", PackageResources.probabilities_as_logits_json),
        ("log-probabilities", PackageResources.log_probabilities_json),
        ("outputs-normalised", PackageResources.outputs_normalised_json),
      ]),
    Theme(
      name: "cross entropy or MSE",
      samples: [
        ("squared-error-sigmoid", PackageResources.squared_error_sigmoid_json),
        ("squared-error-softmax", PackageResources.squared_error_softmax_json),
        ("race-sigmoid", PackageResources.race_sigmoid_json),
        ("race-softmax", PackageResources.race_softmax_json),
      ]),
    Theme(
      name: "weights and balance",
      samples: [
        ("pos-weight", PackageResources.pos_weight_json),
        ("negative-pos-weight", PackageResources.negative_pos_weight_json),
        ("huge-pos-weight", PackageResources.huge_pos_weight_json),
        ("weighted-mean", PackageResources.weighted_mean_json),
        ("weighted-smoothing", PackageResources.weighted_smoothing_json),
      ]),
    Theme(
      name: "odd labels",
      samples: [
        ("labels-sum-to-three", PackageResources.labels_sum_to_three_json),
        ("half-label", PackageResources.half_label_json),
        ("label-smoothing", PackageResources.label_smoothing_json),
        ("labels-all-zero", PackageResources.labels_all_zero_json),
        ("label-of-two", PackageResources.label_of_two_json),
        ("not-a-probability", PackageResources.not_a_probability_json),
      ]),
    Theme(
      name: "overflow, extremes",
      samples: [
        ("overflow", PackageResources.overflow_json),
        ("underflow", PackageResources.underflow_json),
        ("sigmoid-extremes", PackageResources.sigmoid_extremes_json),
        ("extremes", PackageResources.extremes_json),
        ("confident", PackageResources.confident_json),
        ("float16-overflow", PackageResources.float16_overflow_json),
        ("rounded-thirds", PackageResources.rounded_thirds_json),
        ("subnormal", PackageResources.subnormal_json),
      ]),
    Theme(
      name: "nan and masks",
      samples: [
        ("masked", PackageResources.masked_json),
        ("not-a-number", PackageResources.not_a_number_json),
        ("infinite-logit", PackageResources.infinite_logit_json),
        ("masked-label", PackageResources.masked_label_json),
        ("masked-smoothing", PackageResources.masked_smoothing_json),
        ("masked-row", PackageResources.masked_row_json),
        ("zero-times-log", PackageResources.zero_times_log_json),
        ("all-ignored", PackageResources.all_ignored_json),
      ]),
    Theme(
      name: "what frameworks lose",
      samples: [
        ("small-loss-pytorch", PackageResources.small_loss_pytorch_json),
        ("keras-clip", PackageResources.keras_clip_json),
        ("keras-clip-sigmoid", PackageResources.keras_clip_sigmoid_json),
        ("keras-float16", PackageResources.keras_float16_json),
        ("clipped-probability", PackageResources.clipped_probability_json),
        ("bceloss-clamp", PackageResources.bceloss_clamp_json),
        ("bceloss-gradient", PackageResources.bceloss_gradient_json),
        ("weighted-gradient", PackageResources.weighted_gradient_json),
        ("softplus-threshold", PackageResources.softplus_threshold_json),
        ("large-logit", PackageResources.large_logit_json),
        ("large-offset", PackageResources.large_offset_json),
        ("float32-inside", PackageResources.float32_inside_json),
      ]),
    Theme(
      name: "lost gradients",
      samples: [
        ("entropy-where", PackageResources.entropy_where_json),
        ("entropy-underflow", PackageResources.entropy_underflow_json),
        ("reverse-kl-sharp", PackageResources.reverse_kl_sharp_json),
        ("log-of-sigmoid", PackageResources.log_of_sigmoid_json),
        ("focal-slope", PackageResources.focal_slope_json),
        ("log-one-less-softmax", PackageResources.log_one_less_softmax_json),
      ]),
    Theme(
      name: "whole examples",
      samples: [
        ("gan-discriminator", PackageResources.gan_discriminator_json),
        ("gan-generator", PackageResources.gan_generator_json),
        ("segmentation", PackageResources.segmentation_json),
      ]),
  ]

  /// Each with its name.
  package static let all = themes.flatMap(\.samples)

  /// The Markdown of the lessons, each with its name: the tour, then as one learns from them.
  package static let lessons: [(name: String, text: [UInt8])] = [
    ("tour", PackageResources.tour_md),
    ("logits", PackageResources.logits_md),
    ("sigmoid-or-softmax", PackageResources.sigmoid_or_softmax_md),
    ("softmax-twice", PackageResources.softmax_twice_md),
    ("cross-entropy-or-squares", PackageResources.cross_entropy_or_squares_md),
    ("rounding", PackageResources.rounding_md),
    ("pos-weight", PackageResources.pos_weight_md),
    ("means-and-masks", PackageResources.means_and_masks_md),
    ("clips-and-smoothing", PackageResources.clips_and_smoothing_md),
  ]
}
