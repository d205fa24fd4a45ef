using Siskin.Models.Data;
using Siskin.Models.Evaluation;
using Xunit;

namespace Siskin.Models.Tests.Evaluation;

public sealed class FailureFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("failures").FullName;

    [Fact]
    public void A_frame_is_named_after_what_was_expected_and_given()
    {
        byte[] frame = [0xFF, 0xD8, 0xFF, 7];
        var sample = new Sample("gauge", "Read the gauge.", null, frame, "4.2 bar", Scoring.Exact);

        new FailureFolder(_folder).Add(
            new Failure(new EvaluationSet("gauge", [sample]), "cpu-int8", 3, sample, "../4/2")
        );

        var file = Path.Combine(_folder, "cpu-int8", "gauge", "0003_expected_4.2-bar_got_..-4-2.jpg");
        Assert.Equal(frame, File.ReadAllBytes(file));
    }

    [Fact]
    public void Sensor_text_is_kept_with_prompt_and_both_answers()
    {
        var sample = new Sample("telemetry", "Which is highest?", "a 1\nb 2", null, "b", Scoring.Exact);

        new FailureFolder(_folder).Add(
            new Failure(new EvaluationSet("telemetry", [sample]), "cpu-fp32", 0, sample, "a")
        );

        var text = File.ReadAllText(Path.Combine(_folder, "cpu-fp32", "telemetry", "0000_expected_b_got_a.txt"));
        Assert.StartsWith("a 1\nb 2", text, StringComparison.Ordinal);
        Assert.Contains("expected: b", text, StringComparison.Ordinal);
        Assert.Contains("got:      a", text, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
