namespace Siskin.Models.Data.Frames;

/// <summary>
/// The faces that instruments are lettered with: our own stroke designs always, and the font files of the machine.
/// The list in scripts/fonts.txt names the Debian packages that widen the variety (among them fonts-dejavu,
/// fonts-liberation2, fonts-urw-base35, fonts-roboto-unhinted, fonts-lato, fonts-open-sans, fonts-b612, fonts-opendin,
/// fonts-osifont, fonts-cantarell, fonts-inter). The same seed gives the same frames on machines with the same fonts.
/// Safe to share between threads.
/// </summary>
public sealed class FrameFonts
{
    // Calligraphic, symbol and segment fonts have proper digits that no instrument maker prints.
    private static readonly string[] Unsuited =
    [
        "symbol",
        "dingbat",
        "emoji",
        "math",
        "chancery",
        "script",
        "z003",
        "isabella",
        "dseg",
        "comic",
        "handwrit",
        "okolaks",
        "music",
        "signwriting",
        "barcode",
    ];

    private readonly IReadOnlyList<IReadOnlyList<TypefaceFace>> _families;

    private FrameFonts(IReadOnlyList<IReadOnlyList<TypefaceFace>> families) => _families = families;

    /// <summary>Our own designs only: the same frames on every machine.</summary>
    public static FrameFonts BuiltIn { get; } = new([]);

    /// <summary>Number of font families found.</summary>
    public int FamilyCount => _families.Count;

    /// <summary>
    /// Our own designs and every fitting font file under /usr/share/fonts, /usr/local/share/fonts and ~/.fonts.
    /// </summary>
    public static FrameFonts Discover() =>
        Discover(
            "/usr/share/fonts",
            "/usr/local/share/fonts",
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".fonts")
        );

    /// <summary>
    /// Our own designs and every fitting font file under the folders; folders that do not exist are passed over.
    /// </summary>
    public static FrameFonts Discover(params string[] folders)
    {
        var families = folders
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(IsCandidate)
            .OrderBy(Path.GetFileName, StringComparer.Ordinal)
            .ThenBy(path => path, StringComparer.Ordinal)
            .Select(TypefaceFace.Open)
            .OfType<TypefaceFace>()
            .GroupBy(face => face.Name, StringComparer.Ordinal)
            .OrderBy(family => family.Key, StringComparer.Ordinal)
            .Select(family => (IReadOnlyList<TypefaceFace>)family.ToArray())
            .ToArray();
        return new FrameFonts(families);
    }

    /// <summary>A face for wheels and other large digits. Families, not files, are equally likely.</summary>
    internal GlyphFace DigitFace(Random rng) =>
        _families.Count == 0 || rng.Chance(0.4) ? StrokeFace.Draw(rng) : rng.PickFrom(rng.PickFrom(_families));

    /// <summary>A face for scales and small print.</summary>
    internal GlyphFace TextFace(Random rng) =>
        _families.Count == 0 || rng.Chance(0.2)
            ? StrokeFace.Draw(rng, 0.09, 0.17)
            : rng.PickFrom(rng.PickFrom(_families));

    private static bool IsCandidate(string path)
    {
        var name = Path.GetFileName(path);
        return (
                name.EndsWith(".ttf", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith(".otf", StringComparison.OrdinalIgnoreCase)
            ) && !Unsuited.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
