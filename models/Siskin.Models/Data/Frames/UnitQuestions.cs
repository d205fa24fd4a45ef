namespace Siskin.Models.Data.Frames;

/// <summary>Questions that name the unit in which a gauge or a straight scale is to be read.</summary>
internal static class UnitQuestions
{
    // How often a question is a whole sentence about a quantity, which is answered without the unit that it names.
    private const double SentenceShare = 0.45;

    /// <summary>A question and its answer: with the unit, or the number alone where a sentence names quantity and
    /// unit.</summary>
    /// <param name="rng">Which of them.</param>
    /// <param name="instrument">What short questions call the instrument: "gauge".</param>
    /// <param name="scale">The scale that is asked for.</param>
    /// <param name="answer">The reading, unit included.</param>
    public static (string Prompt, string Answer) Draw(Random rng, string instrument, GaugeScale scale, string answer)
    {
        var unit = Spelled(rng, scale.Unit);
        if (Sentence(scale.Unit) is var (quantity, noun) && rng.Chance(SentenceShare))
            return (
                $"What is the {(rng.Chance(0.3) ? "approximate " : "")}{quantity} shown {rng.Pick("by", "by", "on")} the "
                    + $"{noun} in the image in {unit}?",
                answer[..answer.LastIndexOf(' ')]
            );
        return (
            rng.Pick(
                $"Read the {instrument} in {unit}.",
                $"What does the {instrument} show in {unit}?",
                $"{char.ToUpperInvariant(instrument[0])}{instrument[1..]} reading in {unit}?"
            ),
            answer
        );
    }

    // People spell units out or as the dial does.
    private static string Spelled(Random rng, string unit) =>
        unit switch
        {
            "°C" => rng.Pick("degrees Celsius", "degrees Celsius", "°C", "Celsius"),
            "°F" => rng.Pick("degrees Fahrenheit", "degrees Fahrenheit", "°F", "Fahrenheit"),
            "V" => rng.Pick("volts", "V"),
            "A" => rng.Pick("amps", "A"),
            "kg" => rng.Pick("kilograms", "kg"),
            _ => unit,
        };

    private static (string Quantity, string Noun)? Sentence(string unit) =>
        unit switch
        {
            "°C" or "°F" => ("temperature", "thermometer"),
            "bar" or "psi" or "kPa" or "MPa" or "mbar" => ("pressure", "pressure gauge"),
            "hPa" => ("air pressure", "barometer"),
            "%" => ("humidity", "hygrometer"),
            "V" => ("voltage", "voltmeter"),
            "A" => ("current", "ammeter"),
            "km/h" => ("speed", "speedometer"),
            "kg" => ("weight", "weighing scale"),
            _ => null,
        };
}
