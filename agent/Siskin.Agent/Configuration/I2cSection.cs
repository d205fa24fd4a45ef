using System.Globalization;
using System.Text.RegularExpressions;
using Siskin.Agent.Sensors;

namespace Siskin.Agent.Configuration;

/// <summary>A sensor on the I2C bus.</summary>
/// <param name="Kind">Its kind: <c>bme280</c>.</param>
/// <param name="Bus">Number of the bus: <c>/dev/i2c-N</c>.</param>
/// <param name="Address">Its address of 7 bits.</param>
internal sealed partial record I2cSection(string Kind, int Bus, int Address)
{
    /// <summary>The sensors of <c>[sensors] i2c</c>.</summary>
    public static IReadOnlyList<I2cSection> ReadAll(SectionReader section)
    {
        var texts = section.Texts("i2c", [], text =>
            Parse(text) is null ? "KIND@BUS:ADDRESS such as \"bme280@1:0x76\", addresses from 0x08 to 0x77" : null);
        if (texts.Count > 0 && !I2cSensors.Built)
            section.Object("i2c", "needs an agent that was built with -p:IotSensors=true; this one was not.");
        return [.. texts.Select(text => Parse(text)!)];
    }

    /// <summary>The sensor that <c>bme280@1:0x76</c> names, or null.</summary>
    internal static I2cSection? Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
            return null;
        var address = int.Parse(match.Groups[3].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var bus = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        return address is >= 0x08 and <= 0x77 ? new I2cSection(match.Groups[1].Value, bus, address) : null;
    }

    [GeneratedRegex("^(bme280)@([0-9]{1,3}):0x([0-9a-fA-F]{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
