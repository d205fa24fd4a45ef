using System.Runtime.CompilerServices;
using System.Xml.Linq;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Vision;

/// <summary>
/// What native binaries leave out of SkiaSharp is named by a file, which no compiler holds against it.
/// </summary>
public sealed class SkiaSharpSubstitutionsTests
{
    [Fact]
    public void What_opens_fonts_is_where_the_file_says()
    {
        var types = XDocument.Load(FilePath()).Descendants("type").Select(type => type.Attribute("fullname")!.Value);

        Assert.Equal(["SkiaSharp.SKFontManager", "SkiaSharp.SKTypeface"], types);
        // A version that makes its defaults elsewhere would open them again.
        Assert.All(types, type => Assert.NotNull(typeof(SKBitmap).Assembly.GetType(type)?.TypeInitializer));
    }

    private static string FilePath([CallerFilePath] string test = "") =>
        Path.Combine(Path.GetDirectoryName(test)!, "../../../agent/Siskin.Runtime/Vision/SkiaSharp.Substitutions.xml");
}
