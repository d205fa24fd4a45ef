using System.Globalization;
using SkiaSharp;

namespace Siskin.Runtime.Vision;

/// <summary>
/// A format of encoded frames, with everything that tells it from the others; a new one is an entry in <see
/// cref="All"/>.
/// </summary>
public sealed class FrameFormat
{
    private readonly short[] _magic;

    private FrameFormat(string name, string mediaType, string extension, string magic) =>
        (Name, MediaType, Extension, _magic) = (name, mediaType, extension, Parse(magic));

    /// <summary>Every format that is decoded.</summary>
    public static IReadOnlyList<FrameFormat> All { get; } =
    [
        new("JPEG", "image/jpeg", ".jpg", "FF D8 FF")
        {
            OtherMediaTypes = ["image/jpg"],
            OtherExtensions = [".jpeg"],
            Refuse = JpegOutline.Refuse,
            FindDefects = FrameDefects.OfJpeg,
        },
        new("PNG", "image/png", ".png", "89 50 4E 47 0D 0A 1A 0A")
        {
            FindDefects = FrameDefects.OfPng,
            Origin = static png => ExifOrientation.Read(PngChunks.Exif(png)),
        },
        new("WebP", "image/webp", ".webp", "52 49 46 46 ?? ?? ?? ?? 57 45 42 50") { FindDefects = FrameDefects.OfWebp },
    ];

    /// <summary>What every format is called, for messages: <c>JPEG, PNG or WebP</c>.</summary>
    public static string Names { get; } =
        $"{string.Join(", ", All.SkipLast(1).Select(format => format.Name))} or {All[^1].Name}";

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>Its registered media type.</summary>
    public string MediaType { get; }

    /// <summary>How names of its files end, with the dot.</summary>
    public string Extension { get; }

    private string[] OtherMediaTypes { get; init; } = [];

    private string[] OtherExtensions { get; init; } = [];

    /// <summary>What its headers alone refuse.</summary>
    internal Func<ReadOnlySpan<byte>, FrameLimits, Rejection?> Refuse { get; private init; } = static (_, _) => null;

    /// <summary>Looks for damage that the decoder would fill up without a word.</summary>
    internal DefectSearch FindDefects { get; private init; } = FrameDefects.None;

    /// <summary>The orientation where the decoder does not find it; null where it does.</summary>
    internal Func<ReadOnlySpan<byte>, SKEncodedOrigin>? Origin { get; private init; }

    /// <summary>The format of a file, by its first bytes; null for what is no frame.</summary>
    public static FrameFormat? Of(ReadOnlySpan<byte> encoded)
    {
        foreach (var format in All)
        {
            if (format.Begins(encoded))
                return format;
        }

        return null;
    }

    /// <summary>The format of a media type in lower case; null for another.</summary>
    public static FrameFormat? OfMediaType(string type) =>
        All.FirstOrDefault(format => format.MediaType == type || format.OtherMediaTypes.Contains(type));

    /// <summary>The format that the name of a file tells; null for another.</summary>
    public static FrameFormat? OfFileName(string name)
    {
        var extension = Path.GetExtension(name);
        return All.FirstOrDefault(format =>
            format.OtherExtensions.Prepend(format.Extension).Contains(extension, StringComparer.OrdinalIgnoreCase)
        );
    }

    /// <summary>The extension for a file with this content, with the dot; <c>.bin</c> for what is no frame.</summary>
    public static string ExtensionOf(ReadOnlySpan<byte> encoded) => Of(encoded)?.Extension ?? ".bin";

    private bool Begins(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length < _magic.Length)
            return false;
        for (var i = 0; i < _magic.Length; i++)
        {
            if (_magic[i] >= 0 && _magic[i] != encoded[i])
                return false;
        }

        return true;
    }

    // Two hexadecimal digits for each byte; ?? for any.
    private static short[] Parse(string magic) =>
        [
            .. magic
                .Split(' ')
                .Select(part =>
                    part == "??" ? (short)-1 : short.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                ),
        ];
}

/// <summary>Looks for damage in an encoded frame.</summary>
/// <param name="encoded">The file's bytes.</param>
/// <param name="doubtful">Whether it bears traces of damage that are no proof.</param>
/// <param name="whole">The same bytes, with what may be added to them where it is missing.</param>
/// <returns>What is wrong, or null.</returns>
internal delegate Rejection? DefectSearch(ReadOnlySpan<byte> encoded, out bool doubtful, out ReadOnlySpan<byte> whole);
