using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Siskin.Agent.Wire;
using Siskin.Runtime.Inference.Instruments;

namespace Siskin.Agent.Commands;

/// <summary>The options that say what is known about the instrument: what a watch's keys of these names say.</summary>
internal sealed class InstrumentOptions
{
    private readonly Option<int?> _digits = new("--digits")
    {
        Description = "Digits that the instrument shows before the decimal point, leading zeros included.",
        HelpName = "N",
    };

    private readonly Option<int?> _decimals = new("--decimals")
    {
        Description = "Digits that it shows behind the point.",
        HelpName = "N",
    };

    private readonly Option<ScaleRange?> _range = new("--range")
    {
        Description = "Ends of the gauge's scale, for example 0,10: the needle's way along it is read as well.",
        HelpName = "LOW,HIGH",
        CustomParser = ReadRange,
    };

    private readonly Option<string?> _unit = new("--unit") { Description = "Unit of that scale.", HelpName = "UNIT" };

    private readonly Option<int> _views = new("--views")
    {
        Description = "3: read the frame as it is and turned by 2 degrees each way, and compare.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _digits, _decimals, _range, _unit, _views })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            // Values that could not be read have their errors already.
            var known = new KnownInstrument
            {
                Digits = result.GetResult(_digits)?.Errors.Any() == true ? null : result.GetValue(_digits),
                Decimals = result.GetResult(_decimals)?.Errors.Any() == true ? null : result.GetValue(_decimals),
            };
            if (known.Objection is { } objection)
                result.AddError("--" + objection);
            if (result.GetResult(_unit) is not null && result.GetResult(_range) is null)
                result.AddError("--unit needs --range.");
        });
    }

    /// <summary>What is known, or null.</summary>
    public KnownInstrument? Read(ParseResult parsed)
    {
        var known = new KnownInstrument
        {
            Digits = parsed.GetValue(_digits),
            Decimals = parsed.GetValue(_decimals),
            Range = parsed.GetValue(_range) is { } range ? range with { Unit = parsed.GetValue(_unit) } : null,
        };
        return known == new KnownInstrument() ? null : known;
    }

    /// <summary>How many views are read; what is neither 1 nor 3 is refused where it is used.</summary>
    public int ReadViews(ParseResult parsed) => parsed.GetValue(_views);

    private static ScaleRange? ReadRange(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        var range = ScaleField.Parse(text.Split(',').Select(NumberOf).ToArray());
        if (range is null)
            result.AddError(
                $"--range {text} is not allowed; give LOW,HIGH, two numbers of which the second is larger."
            );
        return range;
    }

    private static object NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : "";
}
