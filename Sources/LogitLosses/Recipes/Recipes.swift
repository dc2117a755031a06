extension Recipe {
  /// All of them, what belongs together side by side.
  public static let all: [Recipe] = [
    Recipe(
      "focal", "-(1 - p[y])^gamma * log(p[y])", "gamma=2",
      "-(1-p)^gamma ln p of the label: sure answers count less",
      source: "Lin et al. 2017, arXiv:1708.02002"),
    Recipe(
      "categorical_focal", "-sum(times(labels, alpha * (1 - p)^gamma * log_softmax(logits)))",
      "alpha=0.25 gamma=2", "the same with one value a class as label, and a weight",
      source: "Keras", names: ["keras.losses.categorical_focal_crossentropy"]),
    Recipe(
      "sigmoid_focal",
      "(alpha * y + (1 - alpha) * (1 - y)) * (y * sigmoid(-z) + (1 - y) * sigmoid(z))^gamma"
        + " * (times(y, softplus(-z)) + times(1 - y, softplus(z)))",
      "alpha=0.25 gamma=2", "the focal loss of each class by itself",
      source: "Lin et al. 2017, arXiv:1708.02002",
      names: [
        "torchvision.ops.sigmoid_focal_loss", "optax.losses.sigmoid_focal_loss",
        "keras.losses.binary_focal_crossentropy",
      ]),
    Recipe(
      "kl", "sum(where(labels > 0, labels * (log(labels) - log_softmax(logits)), 0))", "",
      "KL(labels || p): the mean over rows is batchmean",
      source: "Kullback and Leibler 1951", names: ["optax.losses.kl_divergence"]),
    Recipe(
      "kl_mean", "mean(where(labels > 0, labels * (log(labels) - log_softmax(logits)), 0))", "",
      "the same over the classes: PyTorch's reduction 'mean', K times too small",
      source: "PyTorch KLDivLoss"),
    Recipe(
      "reverse_kl", "sum(where(p > 0, p * (log_softmax(logits) - log(labels)), 0))", "",
      "KL(p || labels): the student covers one mode",
      source: "Gu et al. 2023, arXiv:2306.08543"),
    Recipe(
      "distill",
      "T^2 * sum(where(softmax(labels / T) > 0, softmax(labels / T)"
        + " * (log_softmax(labels / T) - log_softmax(logits / T)), 0))",
      "T=2", "KL(teacher || student) at a temperature, labels being the teacher's logits",
      source: "Hinton, Vinyals and Dean 2015, arXiv:1503.02531"),
    Recipe(
      "reverse_distill",
      "T^2 * sum(where(softmax(logits / T) > 0, softmax(logits / T)"
        + " * (log_softmax(logits / T) - log_softmax(labels / T)), 0))",
      "T=2", "KL(student || teacher) at a temperature, labels being the teacher's logits",
      source: "Gu et al. 2023, arXiv:2306.08543"),
    Recipe(
      "soft_cap", "-log_softmax(cap * tanh(logits / cap))[y]", "cap=30",
      "the cross entropy of logits kept within a cap by tanh",
      source: "Gemma 2, arXiv:2408.00118"),
    Recipe(
      "z_loss", "weight * logsumexp(logits)^2 - log_softmax(logits)[y]", "weight=1e-4",
      "the cross entropy and a pull of the logsumexp to 0",
      source: "Chowdhery et al. 2022, arXiv:2204.02311"),
    Recipe(
      "logit_adjustment", "-log_softmax(logits + tau * log(pos_weight))[y]", "tau=1",
      "the cross entropy of logits moved by the priors of the classes, given as pos_weight",
      source: "Menon et al. 2020, arXiv:2007.07314"),
    Recipe(
      "poly1", "sum(times(labels, epsilon * (1 - p) - log_softmax(logits)))", "epsilon=2",
      "the cross entropy and a multiple of 1 - p of the label",
      source: "Leng et al. 2022, arXiv:2204.12511", names: ["optax.losses.poly_loss_cross_entropy"]),
    Recipe(
      "generalized_ce", "(1 - p[y]^r) / r", "r=0.7",
      "(1 - p^r) / r of the label: between cross entropy and the absolute error",
      source: "Zhang and Sabuncu 2018, arXiv:1805.07836"),
    Recipe(
      "info_nce", "-log_softmax(logits / T)[y]", "T=0.07",
      "the cross entropy of similarities over a temperature, as CLIP has it",
      source: "van den Oord, Li and Vinyals 2018, arXiv:1807.03748"),
    Recipe(
      "siglip", "softplus(-y * (scale * z + bias))", "scale=10 bias=-10",
      "-log sigmoid of each pair, its label 1 or -1",
      source: "Zhai et al. 2023, arXiv:2303.15343"),
    Recipe(
      "dpo", "-log_sigmoid(beta * ((logits[0] - labels[0]) - (logits[1] - labels[1])))", "beta=0.1",
      "of the log-probabilities of chosen and rejected, labels being the reference's",
      source: "Rafailov et al. 2023, arXiv:2305.18290"),
    Recipe(
      "bradley_terry", "-log_sigmoid(logits[0] - logits[1] - margin)", "margin=0",
      "-log sigmoid of the reward of the chosen over that of the rejected",
      source: "Bradley and Terry 1952, doi:10.2307/2334029"),
    Recipe(
      "hinge", "max(0, 1 - y * z)", "", "of each class, its label 1 or -1: no pull past the margin",
      source: "optax", names: ["optax.losses.hinge_loss"]),
    Recipe(
      "categorical_hinge",
      "max(0, 1 + max(times(1 - labels, logits)) - sum(times(labels, logits)))", "",
      "the same with one value a class as label, as Keras has it: another class counts from 0",
      source: "Keras", names: ["keras.losses.categorical_hinge"]),
    Recipe(
      "multiclass_hinge", "max(0, 1 + max(others(logits, y)) - logits[y])", "",
      "by how much the best other class comes within 1 of the label's",
      source: "Crammer and Singer 2001", names: ["optax.losses.multiclass_hinge_loss"]),
    Recipe(
      "multi_margin", "sum(max(0, margin + others(logits, y) - logits[y])^exponent) / K",
      "margin=1 exponent=1", "the same of every other class, over the number of classes",
      source: "Weston and Watkins 1999", names: ["torch.nn.functional.multi_margin_loss"]),
    Recipe(
      "brier", "sum((p - labels)^2)", "", "the squared error of the probabilities as a score",
      source: "Brier 1950"),
  ]
}
