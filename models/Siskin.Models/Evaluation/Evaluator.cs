using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Models.Evaluation.Calibration;
using Siskin.Runtime.Inference;

namespace Siskin.Models.Evaluation;

/// <summary>An answer that was wrong.</summary>
internal sealed record Failure(EvaluationSet Set, string Variant, int Index, Sample Sample, string Reply);

/// <summary>Asks one variant of a bundle through the code that serves it on a device, and scores the answers.</summary>
/// <param name="responder">The loaded variant.</param>
/// <param name="variant">Its id.</param>
internal sealed class Evaluator(Responder responder, string variant)
{
    /// <summary>Asks every sample of a set.</summary>
    /// <param name="set">The samples.</param>
    /// <param name="answered">Called after every sample, with its failure if the answer was wrong.</param>
    /// <param name="cancellation">Ends the run between two samples or tokens.</param>
    public SetResult Run(EvaluationSet set, Action<Failure?> answered, CancellationToken cancellation)
    {
        int right = 0,
            readable = 0,
            refused = 0;
        var answers = new List<ScoredAnswer>(set.Samples.Count);
        var latencies = new List<double>(set.Samples.Count);
        for (var i = 0; i < set.Samples.Count; i++)
        {
            var sample = set.Samples[i];
            var result = responder.Answer(Request(sample), onText: null, cancellation);
            var reply = result.Answered ? result.Answer.Text : $"rejected: {result.Rejection.Message}";
            var good = result.Answered && AnswerScore.IsRight(reply, sample);
            right += good ? 1 : 0;
            if (sample.Frame is not null && sample.Answer != UnreadableFrames.Answer)
            {
                readable++;
                refused += reply.Trim() == UnreadableFrames.Answer ? 1 : 0;
            }

            if (result.Answered)
            {
                answers.Add(new ScoredAnswer(result.Answer.Likelihood, result.Answer.Confidence, good));
                latencies.Add(result.Answer.Timings.Total);
            }

            answered(good ? null : new Failure(set, variant, i, sample, reply));
        }

        var count = set.Samples.Count;
        var confidence = answers.Sum(answer => answer.Confidence) / Math.Max(1, count);
        return new SetResult(set.Name, variant, count, right, confidence, Median(latencies))
        {
            Answers = answers,
            LeftOut = set.LeftOut,
            Readable = readable,
            Refused = refused,
        };
    }

    private static ResponderRequest Request(Sample sample) =>
        new(sample.Prompt) { Sensors = sample.Sensors, Image = sample.Frame };

    private static double Median(List<double> values)
    {
        if (values.Count == 0)
        {
            return 0;
        }

        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }
}
