namespace Siskin.Agent.Configuration;

/// <summary>Whether, and on what terms, a bundle is replaced over MQTT.</summary>
/// <param name="Enabled">Whether offers are listened to.</param>
/// <param name="PublicKeyFile">PEM file with the key that must have signed an offered bundle; there when
/// enabled.</param>
/// <param name="Folder">Folder of the bundles that came.</param>
/// <param name="MaxBytes">Largest bundle.</param>
/// <param name="AllowDowngrade">Whether an older version, or a bundle of another name, is taken.</param>
/// <param name="Stall">Longest time without a byte.</param>
/// <param name="Retries">How often in a row a download may bring nothing.</param>
/// <param name="Shadow">Most of the latest questions that are kept, to compare the answers of two bundles.</param>
/// <param name="ShadowBytes">Most bytes in them.</param>
/// <param name="MinAgreement">Least share of equal answers where the current bundle is sure.</param>
/// <param name="MaxConfidenceLoss">How much the mean confidence may fall.</param>
/// <param name="MaxSlowdown">How many times as long an answer may take, by the medians.</param>
/// <param name="Probation">How long a new bundle is watched.</param>
/// <param name="MaxErrorRate">Largest share of failures on probation.</param>
/// <param name="MaxFallbackRate">Largest share of answers of the CPU in place of the NPU on probation.</param>
internal sealed record UpdatesSection(
    bool Enabled,
    string? PublicKeyFile,
    string Folder,
    long MaxBytes,
    bool AllowDowngrade,
    TimeSpan Stall,
    int Retries,
    int Shadow,
    int ShadowBytes,
    double MinAgreement,
    double MaxConfidenceLoss,
    double MaxSlowdown,
    TimeSpan Probation,
    double MaxErrorRate,
    double MaxFallbackRate
);
