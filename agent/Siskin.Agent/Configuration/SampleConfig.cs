using System.Text;

namespace Siskin.Agent.Configuration;

/// <summary>The annotated example configuration, which is also the documentation of every key.</summary>
internal static class SampleConfig
{
    /// <summary>Its text.</summary>
    public static string Text
    {
        get
        {
            using var stream = typeof(SampleConfig).Assembly.GetManifestResourceStream("siskin.toml")!;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }
}
