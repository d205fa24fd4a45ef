using Siskin.Agent.Models;
using Siskin.Agent.Telemetry;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Commands;

/// <summary>Repeats one request and measures its stages.</summary>
/// <param name="model">The model.</param>
/// <param name="inputTokens">Text tokens of the input.</param>
/// <param name="outputTokens">Tokens of each answer.</param>
/// <param name="frame">Encoded frame; empty for a made one.</param>
internal sealed class Bench(IModel model, int inputTokens, int outputTokens, ReadOnlyMemory<byte> frame)
{
    /// <summary>What is asked.</summary>
    public ResponderRequest Request { get; } = RequestOf(model, inputTokens, outputTokens, frame);

    /// <summary>Measures answers one after the other.</summary>
    /// <param name="warmUp">Answers before the measurement.</param>
    /// <param name="runs">Measured answers.</param>
    /// <param name="load">How long loading the bundle took.</param>
    /// <param name="workers">How many requests are answered at once.</param>
    /// <param name="cancellation">Gives up.</param>
    public BenchReport Run(int warmUp, int runs, TimeSpan load, BenchWorkers workers, CancellationToken cancellation)
    {
        for (var i = 0; i < warmUp; i++)
            Answer(cancellation);
        var answers = new Answer[runs];
        for (var i = 0; i < runs; i++)
            answers[i] = Answer(cancellation);
        return new BenchReport(
            $"{model.Description.Bundle} {model.Description.Version}",
            model.Description.Variant,
            model.Description.Provider,
            answers[0].Tokens.Image,
            answers[0].Tokens.Input,
            answers[0].Tokens.Output,
            runs,
            Math.Round(load.TotalMilliseconds, 1),
            model.Description.Npu,
            model.Description.Placement,
            Stages(answers),
            Speed(answers),
            workers,
            ProcessProbe.OfThisProcess(TimeProvider.System).Read().RssBytes,
            PeakMemory.OfThisProcess()
        );
    }

    private static Dictionary<string, BenchStage> Stages(Answer[] answers)
    {
        var stages = new Dictionary<string, BenchStage>();
        Add("image", timings => timings.Image);
        Add("vision", timings => timings.Vision);
        Add("encoder", timings => timings.Encoder);
        Add("first_token", timings => timings.FirstToken);
        Add("to_first_token", timings => timings.ToFirstToken);
        Add("per_token", timings => timings.PerToken);
        Add("total", timings => timings.Total);
        return stages;

        void Add(string name, Func<StageTimings, double> value)
        {
            var values = answers.Select(answer => value(answer.Timings)).ToArray();
            var percentiles = TimingWindow.PercentilesOf(values);
            if (percentiles.P99 > 0)
                stages[name] = new BenchStage(Math.Round(percentiles.P50, 3), Math.Round(percentiles.P95, 3));
        }
    }

    // Of one token there is no further step to tell it by.
    private static double? Speed(Answer[] answers)
    {
        var step = TimingWindow.PercentilesOf([.. answers.Select(answer => answer.Timings.PerToken)]).P50;
        return step > 0 ? Math.Round(1_000 / step, 1) : null;
    }

    /// <summary>One answer.</summary>
    /// <exception cref="CommandException">The model refuses the request.</exception>
    public Answer Answer(CancellationToken cancellation)
    {
        var result = model.Answer(Request, null, cancellation);
        return result.Answered ? result.Answer : throw CommandException.Failed(result.Rejection.Message);
    }

    // Digits are one token each, so that as many digits as tokens are wanted make the prompt.
    private static ResponderRequest RequestOf(
        IModel model,
        int inputTokens,
        int outputTokens,
        ReadOnlyMemory<byte> frame
    ) =>
        new(Digits(inputTokens))
        {
            Image = !frame.IsEmpty || !model.Description.Images ? frame : TestFrame.Encode(640, 480),
            MaxTokens = outputTokens,
            IgnoreEnd = true,
        };

    private static string Digits(int count) =>
        string.Create(
            count,
            0,
            (text, _) =>
            {
                for (var i = 0; i < text.Length; i++)
                    text[i] = (char)('0' + (i % 10));
            }
        );
}
