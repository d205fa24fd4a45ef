using System.Collections.Concurrent;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.EncoderDecoder;
using Siskin.Runtime.Inference.EncoderDecoder.Batching;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.EncoderDecoder.Batching;

/// <summary>Answers that share the decoder's steps are those that each has alone.</summary>
/// <remarks>
/// The kernels of four bits round a row that is alone a little differently than one of several, see <see
/// cref="Lookahead"/>: an answer of 24 tokens took another one. With passes in pairs they are the same.
/// </remarks>
public sealed class DecoderBatchTests
{
    // Inputs of 3 to 150 tokens, so that they are padded to several lengths; answers of 1 to 24.
    private static readonly ResponderRequest[] Requests =
    [
        .. Enumerable
            .Range(0, 30)
            .Select(i => new ResponderRequest(new string((char)('a' + (i * 7 % 26)), 1 + (i * 53 % 140)))
            {
                MaxTokens = 1 + (i * 11 % 24),
                IgnoreEnd = true,
            }),
    ];

    [Theory]
    [InlineData("cpu-fp32", 2)]
    [InlineData("cpu-fp32", 5)]
    [InlineData("cpu-int8", 3)]
    [InlineData("cpu-int8", 8)]
    public void Answers_are_the_same_together_as_alone(string variant, int together)
    {
        using var alone = Load(variant, together: 1);
        using var engine = Load(variant, together);
        var expected = Array.ConvertAll(Requests, request => Ask(Answering(alone), request));

        foreach (var answers in AskUntilShared(engine, together))
        {
            for (var i = 0; i < Requests.Length; i++)
            {
                Assert.Equal(expected[i].Text, answers[i].Text);
                Assert.Equal(expected[i].Tokens, answers[i].Tokens);
                Assert.InRange(answers[i].Likelihood / expected[i].Likelihood, 0.999, 1.001);
            }
        }
    }

    [Theory]
    [InlineData("cpu-int8")]
    [InlineData("cpu-int4")]
    public void Answers_that_look_ahead_while_they_are_alone_are_the_same(string variant)
    {
        using var alone = Load(variant, together: 1, lookahead: true);
        using var engine = Load(variant, together: 4, lookahead: true);
        Assert.True(engine.LooksAhead);
        var expected = Array.ConvertAll(Requests, request => Ask(Answering(alone), request).Text);

        foreach (var answers in AskUntilShared(engine, 4))
            Assert.Equal(expected, answers.Select(answer => answer.Text));
    }

    [Theory]
    [InlineData("cpu-fp32", 1e-4)]
    [InlineData("cpu-int8", 1e-4)]
    [InlineData("cpu-int4", 1e-2)]
    public void A_row_has_the_logits_of_its_answer_alone(string variant, double off)
    {
        const int Rows = 3;
        using var engine = Load(variant, together: Rows);
        using var second = engine.Beside();
        using var third = engine.Beside();
        IModelGraphs[] graphs = [engine.Graphs, second.Graphs, third.Graphs];
        using var alone = Load(variant, together: 1);
        var scripts = Enumerable.Range(0, 12).Select(Script).ToArray();
        var expected = Array.ConvertAll(scripts, script => Logits(alone.Graphs, script));

        var logits = new float[scripts.Length][][];
        InParallel(
            Rows,
            row =>
            {
                for (var i = row; i < scripts.Length; i += Rows)
                    logits[i] = Logits(graphs[row], scripts[i]);
            }
        );

        for (var i = 0; i < scripts.Length; i++)
        {
            for (var step = 0; step < expected[i].Length; step++)
            {
                var most = off * expected[i][step].Max(Math.Abs);
                for (var token = 0; token < expected[i][step].Length; token++)
                    Assert.InRange(logits[i][step][token] - expected[i][step][token], -most, most);
            }
        }
    }

    [Fact]
    public void Choices_are_as_likely_together_as_alone()
    {
        using var alone = Load("cpu-int8", together: 1);
        using var engine = Load("cpu-int8", together: 4);
        ResponderRequest[] requests =
        [
            .. Enumerable
                .Range(0, 12)
                .Select(i => new ResponderRequest(new string('q', 1 + (i * 31 % 90)))
                {
                    Choices = i % 2 == 0 ? ["yes", "no", "not at all"] : null,
                    MaxTokens = 20,
                    IgnoreEnd = true,
                }),
        ];
        var expected = Array.ConvertAll(requests, request => Ask(Answering(alone), request));

        var answers = AskAll(engine, 4, requests);

        Assert.Equal(expected.Select(answer => answer.Text), answers.Select(answer => answer.Text));
        for (var i = 0; i < requests.Length; i += 2)
            Assert.InRange(answers[i].Likelihood / expected[i].Likelihood, 0.999, 1.001);
    }

    [Fact]
    public void One_that_is_given_up_holds_up_no_other()
    {
        using var alone = Load("cpu-int8", together: 1);
        using var engine = Load("cpu-int8", together: 3);
        using var second = engine.Beside();
        using var third = engine.Beside();
        var first = Answering(engine);
        Responder[] responders = [first, first.Beside(second), first.Beside(third)];
        var request = new ResponderRequest("give up") { MaxTokens = 24, IgnoreEnd = true };
        var expected = Ask(Answering(alone), request).Text;
        var texts = new string?[responders.Length];

        InParallel(
            responders.Length,
            i =>
            {
                for (var round = 0; round < 10; round++)
                {
                    if (i == 0)
                        Assert.Throws<OperationCanceledException>(() => GiveUp(responders[i], request, round));
                    else
                        texts[i] = Ask(responders[i], request).Text;
                }
            }
        );

        Assert.Equal<string?>([null, expected, expected], texts.AsEnumerable());
    }

    [Fact]
    public void One_more_than_there_are_rows_is_refused()
    {
        using var engine = Load("cpu-int8", together: 2);
        using var second = engine.Beside();
        using var third = engine.Beside();
        using var first = engine.Graphs.Prefill(null, [1, 5], 2);
        using var other = second.Graphs.Prefill(null, [1, 5], 2);

        Assert.Throws<InvalidOperationException>(() => third.Graphs.Prefill(null, [1, 5], 2));
        second.Graphs.Finish();
        third.Graphs.Prefill(null, [1, 5], 2).Dispose();

        third.Graphs.Finish();
        engine.Graphs.Finish();
    }

    [Fact]
    public void A_decoder_of_an_older_bundle_answers_one_by_one()
    {
        using var engine = InferenceEngine.Load(
            BundleReader.Open(FixtureBundles.Tiny),
            new EngineOptions("cpu-int8", Threads: 1) { Together = 8 }
        );

        Assert.Null(((EncoderDecoderGraphs)engine.Graphs).Batch);
        Assert.Equal(1, engine.Plan.Workers);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 6, 6)]
    [InlineData(2, 1, 2)]
    [InlineData(2, 6, 2)]
    public void The_plan_has_as_many_lanes_as_answers_are_decoded_together(int workers, int together, int lanes)
    {
        using var engine = InferenceEngine.Load(
            BundleReader.Open(FixtureBundles.Batch),
            new EngineOptions("cpu-int8", Threads: 1) { Workers = workers, Together = together }
        );

        Assert.Equal(workers == 1 && together > 1 ? together : null, ((EncoderDecoderGraphs)engine.Graphs).Batch?.Most);
        Assert.Equal(lanes, engine.Plan.Workers);
    }

    [Fact]
    public void All_threads_of_a_large_model_decode_as_many_answers_together_as_were_asked_for()
    {
        using var engine = InferenceEngine.Load(
            BundleReader.Open(FixtureBundles.Batch),
            new EngineOptions("cpu-int8", Threads: 1)
            {
                Workers = 0,
                OneThread = false,
                Together = 8,
            } // as a large one is run
        );

        Assert.Equal((8, 1), (engine.Plan.Workers, engine.Plan.Threads));
    }

    private static DecoderBatch Batch(InferenceEngine engine) => ((EncoderDecoderGraphs)engine.Graphs).Batch!;

    // On a busy machine threads may come one after the other, and share nothing at first.
    private static IEnumerable<Answer[]> AskUntilShared(InferenceEngine engine, int together)
    {
        for (var round = 0; round == 0 || (round < 100 && Batch(engine).SharedSteps <= 20); round++)
            yield return AskAll(engine, together, Requests);
        Assert.True(Batch(engine).SharedSteps > 20, $"{Batch(engine).SharedSteps} steps were shared");
    }

    private static Answer[] AskAll(InferenceEngine engine, int together, ResponderRequest[] requests)
    {
        InferenceEngine[] beside = [.. Enumerable.Range(1, together - 1).Select(_ => engine.Beside())];
        var first = Answering(engine);
        Responder[] responders = [first, .. beside.Select(first.Beside)];
        var waiting = new ConcurrentQueue<int>(Enumerable.Range(0, requests.Length));
        var answers = new Answer[requests.Length];
        InParallel(
            together,
            row =>
            {
                while (waiting.TryDequeue(out var i))
                    answers[i] = Ask(responders[row], requests[i]);
            }
        );
        Array.ForEach(beside, one => one.Dispose());
        return answers;
    }

    // Real threads: those of a pool would come one after the other.
    private static void InParallel(int count, Action<int> act)
    {
        var failures = new ConcurrentQueue<Exception>();
        using var start = new Barrier(count);
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new Thread(() =>
                {
                    try
                    {
                        start.SignalAndWait();
                        act(i);
                    }
#pragma warning disable CA1031 // told to the test
                    catch (Exception e)
#pragma warning restore CA1031
                    {
                        failures.Enqueue(e);
                    }
                })
                {
                    IsBackground = true,
                }),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Assert.All(threads, thread => Assert.True(thread.Join(TimeSpan.FromMinutes(2)), "an answer waits for ever"));
        Assert.Empty(failures);
    }

    private static void GiveUp(Responder responder, ResponderRequest request, int after)
    {
        using var source = new CancellationTokenSource();
        var pieces = 0;
        responder.Answer(
            request with
            {
                Progress = () =>
                {
                    if (pieces++ == after)
                        source.Cancel();
                },
            },
            null,
            source.Token
        );
    }

    // What an answer is made to be, whatever the logits say.
    private static (int[] Input, int[] Answer) Script(int seed)
    {
        var random = new Random(seed);
        return (
            [.. Enumerable.Range(0, random.Next(1, 150)).Select(_ => random.Next(5, 270))],
            [1, .. Enumerable.Range(0, random.Next(1, 23)).Select(_ => random.Next(5, 270))]
        );
    }

    private static float[][] Logits(IModelGraphs graphs, (int[] Input, int[] Answer) script)
    {
        using var read = graphs.Prefill(null, script.Input, script.Input.Length);
        try
        {
            var logits = new List<float[]>();
            for (var i = 0; i < script.Answer.Length; i++)
            {
                graphs.Step(script.Answer[i], i);
                logits.Add(graphs.Logits.ToArray());
            }
            return [.. logits];
        }
        finally
        {
            graphs.Finish();
        }
    }

    private static InferenceEngine Load(string variant, int together, bool lookahead = false) =>
        InferenceEngine.Load(
            BundleReader.Open(FixtureBundles.Batch),
            new EngineOptions(variant, Threads: 1) { Together = together, Lookahead = lookahead }
        );

    private static Responder Answering(InferenceEngine engine) => new(engine, FrameLimits.Default, TimeProvider.System);

    private static Answer Ask(Responder responder, ResponderRequest request)
    {
        var result = responder.Answer(request, null, CancellationToken.None);
        Assert.True(result.Answered, result.Rejection?.Message);
        return result.Answer;
    }
}
