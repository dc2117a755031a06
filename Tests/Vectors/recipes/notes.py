"""What a framework does otherwise than the formula, and why: found in the answers, read in its source."""

# Where Keras keeps probabilities at least 1e-7 from 0, and but for KLDivergence from 1.
CLIPS = {"focal_binary": ("keras of probabilities",), "focal_categorical": ("keras",), "kl": ("keras",)}

MASKED = "a label of 0 on a logit of -inf: 0 * -inf is nan in cross_entropy of torch and optax with labels a class; the gradient is right"

NOTES = {
    "focal_binary": [
        "torchvision, keras: 1 - p_t is exactly 0 in float32 from logit 17, in float64 from 37; for gamma < 1 its power has an "
        "infinite slope there, times 0 is nan",
        "keras: from_logits=True keeps the logits for the cross-entropy, so only the factor is of a rounded probability; of "
        "probabilities it clips the cross-entropy at 1e-7 and leaves the factor unclipped, and its gradient is 0 beyond the clip",
        "kornia: of a soft label another function, y (1 - s)^gamma (-ln s) + (1 - y) s^gamma (-ln(1 - s)): the sum of the two "
        "focal losses, where the others have one factor of a mixed p_t; equal for labels 0 and 1",
        "kornia 0.8.1: exp underflows to 0 beyond 104 in float32, and 0 to a power below 1 has an infinite slope; 0.9 computes "
        "exp(gamma * log)",
        "a logit of -inf is nan in all that see the logit: 0 * inf in the label's product or the gradient",
    ],
    "focal_categorical": [
        "keras: divides the softmax by its sum, clips it to 1e-7 ... 1 - 1e-7, and has gradient 0 beyond; so a sure row costs "
        "about 1e-7^(gamma + 1), in float32 (1.19e-7)^(gamma + 1), and no loss exceeds alpha * 16.118",
        "torch: 1 - p is 0 for the winning class even where its label is 0, and for gamma < 1 that nan reaches every logit",
        "kornia takes an index only; its alpha is another thing (1 - alpha for class 0, alpha for all others), so it is asked "
        "without and multiplied",
    ],
    "kl": [
        "torch, optax with log targets: exp(-inf) * (-inf - x) is nan for a label of 0",
        "all but keras: 0 * -(-inf) is nan where labels and logits both mask a class; the gradient is right",
        "reverse: the target is a softmax that underflowed, the slope of p ln p at 0 is infinite, times 0 is nan: the loss is right",
        "keras clips both to 1e-7 ... 1 and does not divide by the sum again, so even a label of 0 costs, no class more than "
        "about 16.1, and the gradient is 0 beyond the clip",
        "torch's mean divides by all cells, not by rows: the Kullback-Leibler mean over rows is batchmean",
        "a loss below 0 (equal distributions, float32) is rounding",
        "a reverse loss that is infinite has no gradient: null",
    ],
    "distillation": ["teacher and student mask the same class: nan as in kl"],
    "soft_cap": ["beyond 9 caps tanh is 1 in float32, 19 in float64, and its slope 0; the true one is 4 exp(-2 z / cap)", MASKED],
    "z_loss": [MASKED], "logit_adjustment": [MASKED + "; a prior of 0 is such a mask"], "poly1": [MASKED],
    "generalized_ce": ["p underflows to 0, its power below 1 has an infinite slope there, times 0 is nan: where the true gradient is 0",
                       "keras takes probabilities, and does not clip them"],
    "infonce": ["the loss of a sure row is a difference of nearly equal numbers: ln(sum) - z, off where 1 + others rounds"],
    "clip": ["a sure pair costs 0: 1 + others rounds to 1"],
    "siglip": ["divided by the rows, as in the paper's listing; a mean of all cells is smaller by the number of rows"],
    "dpo": ["a log-probability of -inf: label_smoothing 0 times an infinite loss is nan in the last term"],
    "hinge": ["at the kink the derivative is null here; frameworks choose: optax half of it, keras all of it, torch's clamp none"],
    "multi_margin": ["divided by all classes, the label's too; Weston and Watkins, and CS231n, do not divide",
                     "at the kink torch's derivative is 0"],
    "crammer_singer": ["optax: the label's score times a one-hot is 0 * -inf, nan, where a class is masked",
                       "at a tie the derivative is null here; optax gives every winner its share"],
    "categorical_hinge": ["keras takes the largest of (1 - y) z, in which the label itself counts as 0: where all others are below 0 "
                          "it is no multiclass hinge: (-30, -40, -50), label 0, costs 31, Crammer and Singer's 0",
                          "0 * -inf is nan where a class is masked"],
    "brier": ["sum is Brier's own, 0 to 2; mean divides by the classes; optax.l2_loss would halve it",
              "p - 1 of a sure row is 0, which loses the label's square: half of the loss for two classes"],
    "gradient_bugs": ["truth is what the code means; in float64 five of the first eight give no nan and nothing infinite"],
}
