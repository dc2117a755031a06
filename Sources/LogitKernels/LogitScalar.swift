// Filled by the kernels.
