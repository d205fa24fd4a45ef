using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Commands;

/// <summary>
/// The options <c>--crop</c> and <c>--rotate</c>: what a watch's keys of these names do, on the command line.
/// </summary>
internal sealed class ViewOptions
{
    public Option<CropArea?> Crop { get; } =
        new("--crop")
        {
            Description =
                "What to cut out of the frame: pixels, or fractions such as 0.1,0.25,0.5,0.5; auto: what the model finds.",
            HelpName = "X,Y,W,H|auto",
            CustomParser = ReadCrop,
        };

    public Option<double> Rotate { get; } =
        new("--rotate")
        {
            Description = "Degrees clockwise to turn the frame by before it is cut.",
            HelpName = "DEGREES",
            CustomParser = ReadRotation,
        };

    /// <summary>What of the frame is wanted, or null for all of it as it is.</summary>
    public ViewedPart? Read(ParseResult parsed)
    {
        var view = new ViewedPart(parsed.GetValue(Rotate), parsed.GetValue(Crop));
        return view.IsWhole ? null : view;
    }

    private static CropArea? ReadCrop(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        var crop = CropArea.Parse(text) ?? CropArea.Parse(text.Split(',').Select(NumberOf).ToArray());
        if (crop is null)
            result.AddError(
                $"--crop {text} is not allowed; give x,y,width,height in whole pixels, or as fractions of 0 to 1, or auto."
            );
        return crop;
    }

    private static double ReadRotation(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees)
            && ViewedPart.IsAngle(degrees)
        )
            return degrees;
        result.AddError($"--rotate {text} is not allowed; give {ViewedPart.AllowedAngles}.");
        return 0;
    }

    // Whole numbers are pixels; with a point in one of them all are fractions, as in the configuration.
    private static object NumberOf(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? (object)whole
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : "";
}
