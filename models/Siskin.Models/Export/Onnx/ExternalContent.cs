using System.Globalization;

namespace Siskin.Models.Export.Onnx;

/// <summary>Where a tensor's content is when it is not in the graph's own file.</summary>
/// <param name="Location">Path of the file, relative to the graph's folder.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Number of bytes; 0 for all up to the end of the file.</param>
internal sealed record ExternalContent(string Location, long Offset, long Length)
{
    /// <summary>The entries of the tensor's message.</summary>
    public IEnumerable<StringEntryProto> Entries =>
        [new("location", Location), new("offset", Text(Offset)), new("length", Text(Length))];

    /// <summary>Reads the entries; offset and length may be left out.</summary>
    /// <exception cref="InvalidDataException">There is no location, or a number is none.</exception>
    public static ExternalContent From(string tensor, IReadOnlyCollection<StringEntryProto> entries)
    {
        var location =
            Value("location")
            ?? throw new InvalidDataException($"tensor {tensor} is in another file, which it does not name");
        return new ExternalContent(location, Number("offset"), Number("length"));

        string? Value(string key) => entries.LastOrDefault(entry => entry.Key == key)?.Value;

        long Number(string key) =>
            Value(key) is not { } text ? 0
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new InvalidDataException($"tensor {tensor} has the {key} '{text}'; it must be a whole number");
    }

    /// <summary>The content.</summary>
    /// <exception cref="InvalidDataException">The file ends before it.</exception>
    public byte[] Read(string folder, string tensor)
    {
        using var file = File.OpenRead(Path.Combine(folder, Location));
        var length = Length > 0 ? Length : file.Length - Offset;
        if (length < 0 || Offset > file.Length - length)
        {
            throw new InvalidDataException(
                $"tensor {tensor}: {Location} has {file.Length} bytes, the content would be {length} from {Offset} on"
            );
        }

        var content = new byte[length];
        file.Position = Offset;
        file.ReadExactly(content);
        return content;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
