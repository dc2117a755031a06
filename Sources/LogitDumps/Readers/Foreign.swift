/// Files that people have and that are not read here, with the line of Python that converts them.
enum Foreign: CaseIterable {
  case torch, pickle, parquet, arrow, hdf5, gzip

  /// - Parameter members: Of an archive.
  init?(head: [UInt8], members: [String] = [], name: String) {
    func begins(_ text: String) -> Bool { head.starts(with: Array(text.utf8)) }
    if members.contains(where: { $0 == "data.pkl" || $0.hasSuffix("/data.pkl") }) {
      self = .torch
    } else if begins("PAR1") {
      self = .parquet
    } else if begins("ARROW1") || begins("FEA1") {
      self = .arrow
    } else if head.starts(with: [0x89, 0x48, 0x44, 0x46]) {
      self = .hdf5
    } else if head.starts(with: [0x1f, 0x8b]) {
      self = .gzip
    } else if head.count > 1, head[0] == 0x80, (2...5).contains(head[1]) {
      let isTorch = ["pt", "pth", "bin", "ckpt"].contains(name.fileExtension)
      self = isTorch ? .torch : .pickle
    } else {
      return nil
    }
  }

  /// The refusal, and what helps.
  func refusal(_ name: String) -> DumpError {
    // A name with quotes would be another program.
    let isPlain = name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != 0x27 && $0 != 0x5c }
    let file = isPlain && name != "stdin" ? name : "FILE"
    let (what, line) =
      switch self {
      case .torch:
        (
          "was written by torch.save",
          "import numpy as np, torch; np.save('logits.npy', torch.load('\(file)', map_location='cpu',"
            + " weights_only=True).float().numpy())"
        )
      case .pickle:
        (
          "is a pickle, which runs what it holds",
          "import numpy as np; np.save('logits.npy', np.asarray(np.load('\(file)', allow_pickle=True),"
            + " 'float64'))"
        )
      case .parquet:
        (
          "is Parquet",
          "import pandas as pd; pd.read_parquet('\(file)').to_csv('logits.csv', index=False)"
        )
      case .arrow:
        (
          "is Arrow",
          "import pandas as pd; pd.read_feather('\(file)').to_csv('logits.csv', index=False)"
        )
      case .hdf5:
        (
          "is HDF5",
          "import h5py, numpy as np; np.save('logits.npy', h5py.File('\(file)')['logits'][()])"
        )
      case .gzip:
        (
          "is packed by gzip",
          "import gzip; open('unpacked', 'wb').write(gzip.open('\(file)').read())"
        )
      }
    return .unreadable(name, "\(what); this line of Python converts it:\n  \(line)")
  }
}

extension String {
  /// In lower case and without its point; empty for none.
  package var fileExtension: String {
    let name = split(separator: "/").last ?? ""
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1 ? parts[parts.count - 1].lowercased() : ""
  }
}
