using System.Diagnostics;
using System.Globalization;
using Siskin.Models.Training;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Xunit;
using Xunit.Abstractions;

namespace Siskin.Models.Tests.Training;

/// <summary>
/// The quick variant of scripts/train.sh from nothing to an evaluated bundle, stopped once on the way.
/// </summary>
public sealed class TrainScriptTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _run = Directory.CreateTempSubdirectory("siskin-quick").FullName;

    [Fact]
    public void The_quick_recipe_goes_from_nothing_to_a_bundle_and_resumes_on_the_way()
    {
        Run("--steps", "100", "--decay-steps", "0");
        Assert.Equal(100, Steps().Last());

        var evaluation = Run();
        Assert.Equal(240, Steps().Last()); // 200 and a finish of 30 and 10
        Assert.Equal(Steps().Order().Distinct(), Steps()); // went on at 101, did not begin again

        Assert.Equal(["1", "2"], Directory.GetDirectories(Path.Combine(_run, "ends")).Select(Path.GetFileName).Order());
        Assert.Contains($"exporting {Path.Combine(_run, "average")}", evaluation, StringComparison.Ordinal);
        float[] mean = FirstWeight("average"),
            one = FirstWeight("ends", "1"),
            two = FirstWeight("ends", "2");
        Assert.Equal(two, FirstWeight("checkpoint"));
        Assert.NotEqual(two, mean);
        Assert.All(
            mean.Zip(one.Zip(two)),
            each => Assert.Equal((each.Second.First + each.Second.Second) / 2, each.First, tolerance: 1e-6f)
        );

        var bundle = BundleReader.Open(Path.Combine(_run, "bundle"));
        Assert.Equal(["digit", "lamps", "telemetry"], bundle.Manifest.Tasks.Select(task => task.Name));
        using var engine = InferenceEngine.Load(bundle, new EngineOptions("cpu-int8", 1));
        Assert.All(
            ["digit", "lamps", "telemetry", "cpu-int8", "cpu-fp32"],
            word => Assert.Contains(word, evaluation, StringComparison.Ordinal)
        );

        // A network that knows nothing spreads over 1024 tokens: ln 1024 = 6.9 nats.
        Assert.True(ValidationLoss() < 2.0, $"the validation loss ends at {ValidationLoss()} nats a token");
    }

    private float[] FirstWeight(params string[] folder)
    {
        using var network = Checkpoint.LoadNetwork(Path.Combine([_run, .. folder]));
        return TensorFile.ToArray(network.parameters().First());
    }

    private IEnumerable<int> Steps() => Column("loss.tsv", 0).Select(value => (int)value);

    private double ValidationLoss() => Column("validation.tsv", 1).Last();

    private IEnumerable<double> Column(string file, int index) =>
        File.ReadLines(Path.Combine(_run, file))
            .Skip(1)
            .Select(line => double.Parse(line.Split('\t')[index], CultureInfo.InvariantCulture));

    /// <summary>Runs the script with the toolchain that was built for the tests; returns what it printed.</summary>
    private string Run(params string[] options)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (
            var argument in (string[])
                [Repository.PathOf("scripts", "train.sh"), "--quick", "--no-build", "--run", _run, .. options]
        )
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        output.WriteLine(printed);
        Assert.True(process.ExitCode == 0, $"scripts/train.sh ended with {process.ExitCode}: {errors.Result}");
        return printed;
    }

    public void Dispose() => Directory.Delete(_run, recursive: true);
}
