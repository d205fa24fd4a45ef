using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading.Shapes;

/// <summary>Reads a text and looks at what became of it.</summary>
internal static class ReadText
{
    /// <summary>A signal of a text has this value, the newest of as many as are given, parted by a semicolon.</summary>
    public static void Has(string text, string path, string shown)
    {
        var table = SignalReader.Read(text);
        var signal = table.Find(path);
        Assert.True(signal is not null, $"no {path} in: {string.Join(", ", table.Signals.Select(one => one.Path))}");
        Assert.Equal(shown, string.Join("; ", signal.Points.Select(point => point.Value.Shown)));
    }

    /// <summary>All paths of a text, in its order.</summary>
    public static string[] Paths(string text) => [.. SignalReader.Read(text).Signals.Select(one => one.Path)];

    /// <summary>The value of a signal at a time.</summary>
    public static SignalPoint Newest(string text, string path) => SignalReader.Read(text).Find(path)!.Points[^1];
}
