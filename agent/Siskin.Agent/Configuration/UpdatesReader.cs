namespace Siskin.Agent.Configuration;

/// <summary>Reads the <c>[updates]</c> section: it needs a key and a place that other sections may give.</summary>
internal static class UpdatesReader
{
    public static UpdatesSection Read(
        SectionReader section,
        BundleSection bundle,
        StateSection state,
        ConfigPlaces places
    )
    {
        var enabled = section.Flag("enabled", false);
        var key = section.File("public_key_file", places) ?? bundle.PublicKeyFile;
        if (enabled && key is null)
            section.AddError(
                "enabled",
                "needs the key by which offered bundles are trusted; give public_key_file here or in [bundle]."
            );
        if (enabled && state.Durability != Durability.Disk)
            section.AddError(
                "enabled",
                "needs a folder to keep bundles in; give [state] folder, with durability = \"disk\"."
            );
        return new UpdatesSection(
            enabled,
            key,
            Path.Combine(state.Folder, "bundles"),
            (long)section.Integer("max_mb", 256, 1, 100_000) << 20,
            section.Flag("allow_downgrade", false),
            TimeSpan.FromSeconds(section.Integer("stall_s", 30, 1, 3_600)),
            section.Integer("retries", 8, 0, 1_000),
            section.Integer("shadow", 16, 0, 256),
            section.Integer("shadow_bytes", 8 << 20, 0, 1 << 30),
            section.Number("min_agreement", 0.8, 0, 1),
            section.Number("max_confidence_loss", 0.1, 0, 1),
            section.Number("max_slowdown", 2, 1, 1_000),
            TimeSpan.FromSeconds(section.Integer("probation_s", 600, 0, 604_800)),
            section.Number("max_error_rate", 0.05, 0, 1),
            section.Number("max_fallback_rate", 0.05, 0, 1)
        );
    }
}
