namespace Siskin.Agent.Configuration;

/// <summary>Reads the <c>[state]</c> section: the defaults depend on who gives the folder.</summary>
internal static class StateReader
{
    private const string DefaultFolder = "/var/lib/siskin";

    /// <param name="section">The section.</param>
    /// <param name="folder">Folder of the configuration file.</param>
    /// <param name="stateDirectory">What systemd sets where the unit has StateDirectory=, or null.</param>
    public static StateSection Read(SectionReader section, string folder, string? stateDirectory)
    {
        var given = section.Text("folder", null, value => value.Length == 0 ? "a folder" : null);
        // A unit may have several, divided by colons.
        given ??= stateDirectory?.Split(':', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        var fallback = given is null ? Durability.Memory : Durability.Disk;
        return new StateSection(
            Path.Combine(folder, given ?? DefaultFolder),
            section.Choice("durability", fallback, ("disk", Durability.Disk), ("memory", Durability.Memory)),
            TimeSpan.FromSeconds(section.Integer("retention_s", 86_400, 1, 31_536_000)),
            section.Integer("file_bytes", 64 << 20, 1 << 16, 1 << 30)
        );
    }
}
