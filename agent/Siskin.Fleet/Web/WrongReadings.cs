using System.Globalization;
using System.Security.Cryptography;

namespace Siskin.Fleet.Web;

/// <summary>
/// Keeps frames that were read wrong, with what they show: files and <c>labels.tsv</c>, as
/// <c>siskin-models evaluate --frames</c> reads them.
/// </summary>
/// <param name="folder">Where.</param>
/// <param name="time">Clock.</param>
internal sealed class WrongReadings(string folder, TimeProvider time)
{
    private const string LabelsFile = "labels.tsv";
    private const int MaxFiles = 10_000;
    private const int MaxValue = 100;

    private readonly Lock _lock = new();

    /// <summary>Keeps one; its file name.</summary>
    /// <param name="device">The device that read it.</param>
    /// <param name="frame">The part of the frame that it read.</param>
    /// <param name="type">Content type of the frame.</param>
    /// <param name="value">What it shows.</param>
    /// <exception cref="FormatException">The value is none, or the folder is full.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public string Save(string device, ReadOnlySpan<byte> frame, string type, string value)
    {
        if (value.Length is 0 or > MaxValue || value.Any(char.IsControl))
            throw new FormatException($"The value is not allowed; give 1 to {MaxValue} characters in one line.");
        lock (_lock)
        {
            Directory.CreateDirectory(folder);
            if (Directory.EnumerateFiles(folder).Count() > MaxFiles)
                throw new FormatException($"There are {MaxFiles} frames in the folder already.");
            var hash = Convert.ToHexStringLower(SHA256.HashData(frame).AsSpan(0, 4));
            var plain = string.Concat(device.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
            var stamp = time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
            var name = $"{plain}-{stamp}-{hash}.{type["image/".Length..]}";
            File.WriteAllBytes(Path.Combine(folder, name), frame);
            var labels = Path.Combine(folder, LabelsFile);
            // The frame first: a line without its file would stop the reader, a file without a line does not.
            File.AppendAllText(labels, (File.Exists(labels) ? "" : "file\tlabel\n") + $"{name}\t{value}\n");
            return name;
        }
    }
}
