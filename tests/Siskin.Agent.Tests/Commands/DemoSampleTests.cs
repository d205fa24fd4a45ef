using Siskin.Agent.Commands;

namespace Siskin.Agent.Tests.Commands;

public sealed class DemoSampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("00421", 0, 0, "00421", true)]
    [InlineData("00421", 0, 0, " 00421\n", true)]
    [InlineData("00421", 0, 0, "421", false)]
    [InlineData("3.4 bar", 0.1, 0, "3.5 bar", true)]
    [InlineData("3.4 bar", 0.1, 0, "3.6 bar", false)]
    [InlineData("3.4 bar", 0.1, 0, "3.4 psi", false)]
    [InlineData("-12.5", 0.5, 0, "-13", true)]
    [InlineData("9.9", 0.3, 10, "0.1", true)]
    [InlineData("9.9", 0.3, 0, "0.1", false)]
    [InlineData("5", 1, 0, "five", false)]
    [InlineData("5", 1, 0, "", false)]
    public void Answers_are_judged_within_their_tolerance(
        string expected,
        double tolerance,
        double period,
        string given,
        bool right
    ) => Assert.Equal(right, new DemoSample("text", null, "p", "s", expected, tolerance, period).IsRight(given));

    [Fact]
    public void The_manifest_is_read_line_by_line()
    {
        File.WriteAllBytes(Path.Combine(_folder, "meter.jpg"), [1]);
        Write(
            """
            {"kind":"frame","image":"meter.jpg","prompt":"Read it.","expected":"0421","tolerance":1}

            {"kind":"text","sensors":"a=1","prompt":"Highest?","expected":"a"}
            """
        );

        var samples = DemoSample.ReadAll(_folder);

        Assert.Equal(2, samples.Count);
        Assert.Equal(("frame", "meter.jpg", 1), (samples[0].Kind, samples[0].Image, samples[0].Tolerance));
        Assert.Equal(("text", "a=1", 0), (samples[1].Kind, samples[1].Sensors, samples[1].Tolerance));
    }

    [Theory]
    [InlineData("""{"kind":"frame","image":"missing.jpg","prompt":"p","expected":"1"}""")]
    [InlineData("""{"kind":"text","prompt":"p","expected":"1"}""")]
    [InlineData("""{"kind":"sound","prompt":"p","expected":"1"}""")]
    [InlineData("""{"kind":"text","sensors":"a","expected":"1"}""")]
    [InlineData("not json")]
    [InlineData("")]
    public void A_wrong_manifest_is_a_usage_error(string text)
    {
        Write(text);

        Assert.Equal(ExitCode.Usage, Assert.Throws<CommandException>(() => DemoSample.ReadAll(_folder)).ExitCode);
    }

    [Fact]
    public void The_report_passes_with_eight_of_ten_right_and_none_missing()
    {
        Assert.True(Report(right: 8, missing: 0).Passed);
        Assert.False(Report(right: 7, missing: 0).Passed);
        Assert.False(Report(right: 9, missing: 1).Passed);
    }

    private static DemoReport Report(int right, int missing) =>
        new(
            [.. Enumerable.Range(0, 10).Select(_ => new DemoRow("c", "p", "e", "r", null, false, null, null, null))],
            right,
            missing,
            0,
            null,
            null,
            null,
            new Dictionary<string, Siskin.Agent.Wire.Percentiles>()
        );

    private void Write(string text) => File.WriteAllText(Path.Combine(_folder, DemoSample.ManifestName), text);
}
