using Siskin.Runtime.Bundles;

namespace Siskin.Models.Data.Photographs;

/// <summary>
/// Photographs of real instruments with questions of their own. Its samples are files and not drawings: training has
/// them where it is given their folder, and nothing else draws it.
/// </summary>
internal sealed record PhotographTask() : ModelTask("photograph", "What does the instrument show?", TaskInput.Frame)
{
    /// <summary>The task.</summary>
    public static ModelTask Photograph { get; } =
        new PhotographTask
        {
            Wordings =
            [
                "What is the approximate temperature shown on the thermometer in the image in degrees Celsius?",
                "What is the temperature in degrees Fahrenheit shown by the scale on the left side?",
                "What is the time shown on the clock?",
                "What is the pressure shown by the pressure gauge in MPa?",
                "What is the air pressure shown by the black pointer of the barometer in hPa or inHg?",
                "What is the relative humidity that the pointer of the hygrometer is closest to in %?",
                "What is the length shown by the dial indicator in mm?",
                "What is the rainfall shown by the rain gauge in inch?",
                "What is the vehicle speed shown by the speedometer in km/h or mph?",
                "What is the rotational speed shown by the right tachometer?",
                "What is the weight shown by the weighing scale in kilograms or pounds?",
                "What is the voltage shown by the voltmeter? What is the current shown by the ammeter?",
            ],
            CorpusAnswers = ["0.52", "9:31:27", "-12"],
        };

    /// <inheritdoc/>
    public override bool IsDrawn => false;

    /// <inheritdoc/>
    public override SampleDrawer Drawer(SensorTextOptions options) =>
        (_, _) =>
            throw new InvalidOperationException(
                "the task 'photograph' wants a folder of photographs: siskin-models train --photographs DIR"
            );
}
