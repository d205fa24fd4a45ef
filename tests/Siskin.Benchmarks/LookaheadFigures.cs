using System.Text.Json;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;

namespace Siskin.Benchmarks;

/// <summary>
/// What verifying foreseen tokens gains: the same questions to a bundle that looks ahead and to the same one that does
/// not, in turn, so that whatever else the machine does meets both.
/// </summary>
/// <param name="bundle">Folder of the bundle.</param>
/// <param name="variant">Its variant; null for the first.</param>
/// <param name="threads">Threads.</param>
/// <param name="questions">Lines of JSON with <c>prompt</c> and <c>sensors</c>; those that no model is asked for are left
/// out.</param>
internal sealed class LookaheadFigures(string bundle, string? variant, int threads, string questions)
{
    /// <summary>Measures.</summary>
    /// <param name="rounds">How often every question is asked.</param>
    /// <param name="most">Most tokens of an answer.</param>
    /// <param name="again">Whether the answer of before is known, as to a watch.</param>
    /// <param name="toTheEnd">Whether answers go on to that many tokens, for random weights.</param>
    /// <exception cref="InvalidOperationException">A question is refused, or nothing is looked ahead.</exception>
    public LookaheadGain Measure(int rounds, int most, bool again, bool toTheEnd)
    {
        using var alone = Load(false);
        using var ahead = Load(true);
        if (!ahead.LooksAhead)
            throw new InvalidOperationException($"{bundle} does not look ahead on this machine.");
        Responder[] sides = [Answering(alone), Answering(ahead)];
        ResponderRequest[] asked =
        [
            .. Read(most, toTheEnd).Where(one => Ask(sides[0], one).Tokens.Output > 0), // others are computed
        ];
        var (before, same, sure) = (new string?[asked.Length], 0, 0);
        var ratios = new List<double>();
        for (var round = -1; round < rounds; round++) // the first one warms up
        {
            var took = new double[sides.Length];
            for (var i = 0; i < asked.Length; i++)
            {
                var answers = new Answer[sides.Length];
                for (var turn = 0; turn < sides.Length; turn++)
                {
                    var side = (turn + i + round + 1) % sides.Length;
                    var answer = Ask(sides[side], asked[i] with { Previous = again ? before[i] : null });
                    answers[side] = answer;
                    took[side] += DecodingMs(answer);
                }

                before[i] = answers[1].Text;
                if (round >= 0)
                    (same, sure) = (
                        same + (answers[0].Text == answers[1].Text ? 1 : 0),
                        sure + (answers[0].Likelihood > 0.5 && answers[0].Text != answers[1].Text ? 1 : 0)
                    );
            }

            if (round >= 0)
                ratios.Add(took[0] / took[1]);
        }

        var counts = sides[1].Cache;
        return new LookaheadGain([.. ratios], rounds * asked.Length, same, sure, counts.Proposed, counts.Accepted);
    }

    private InferenceEngine Load(bool ahead) =>
        InferenceEngine.Load(
            BundleReader.Open(bundle),
            new EngineOptions(variant, threads) { Lookahead = ahead, OneThread = threads == 1 ? true : null }
        );

    private static Responder Answering(InferenceEngine engine) => new(engine, FrameLimits.Default, TimeProvider.System);

    // From the end of the encoder to the last token.
    private static double DecodingMs(Answer answer) =>
        answer.Timings.FirstToken + (answer.Timings.PerToken * (answer.Tokens.Output - 1));

    private static Answer Ask(Responder responder, ResponderRequest request)
    {
        var result = responder.Answer(request, null, CancellationToken.None);
        return result.Answered ? result.Answer : throw new InvalidOperationException(result.Rejection.Message);
    }

    private IEnumerable<ResponderRequest> Read(int most, bool toTheEnd) =>
        File.ReadLines(questions)
            .Select(line =>
            {
                using var json = JsonDocument.Parse(line);
                return new ResponderRequest(json.RootElement.GetProperty("prompt").GetString()!)
                {
                    Sensors = json.RootElement.TryGetProperty("sensors", out var text) ? text.GetString() : null,
                    MaxTokens = most,
                    IgnoreEnd = toTheEnd,
                };
            });
}

/// <summary>What looking ahead gained.</summary>
/// <param name="Ratios">Tokens per second against one step a token, round by round.</param>
/// <param name="Answers">Answers compared.</param>
/// <param name="Same">Those with the same text.</param>
/// <param name="SureAndOther">Those with another text although the model was surer than one half.</param>
/// <param name="Proposed">Tokens that were foreseen.</param>
/// <param name="Accepted">Those that were right.</param>
internal sealed record LookaheadGain(
    double[] Ratios,
    int Answers,
    int Same,
    int SureAndOther,
    long Proposed,
    long Accepted
);
