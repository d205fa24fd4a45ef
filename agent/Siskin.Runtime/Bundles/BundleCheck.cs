namespace Siskin.Runtime.Bundles;

/// <summary>Which hashes to check when a bundle is opened.</summary>
public enum BundleCheck
{
    /// <summary>Those of every file.</summary>
    Everything,

    /// <summary>
    /// Those of files that belong to no variant; those of a variant are checked when <see
    /// cref="Inference.InferenceEngine"/> loads it.
    /// </summary>
    WhatIsUsed,
}
