using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Instruments.Straight;
using Siskin.Runtime.Inference.Instruments.SubDials;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Text;
using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference;

/// <summary>
/// Answers requests with an engine: prompt layout, frame, encoder once, greedy decoding. One request at a time; <see
/// cref="Beside"/> makes one for another thread.
/// </summary>
public sealed class Responder
{
    private static readonly Answer Unanswerable = new(PromptScope.Unknown, FinishReason.Stop, 1, default, default)
    {
        Likelihood = 1,
    };

    private readonly InferenceEngine _engine;
    private readonly string _name;
    private readonly FrameLimits _limits;
    private readonly TimeProvider _time;
    private readonly ModelShape _model;
    private readonly FramePreprocessor? _preprocessor;
    private readonly LookaheadCounter _foreseen;
    private readonly AnswerDecoder _decoder;
    private readonly InstrumentReader _instruments;
    private readonly InputCache _cache;
    private readonly string? _template;
    private readonly PromptScope? _scope;
    private readonly bool _computes;
    private readonly int _longestText;
    private readonly string? _placePrompt;

    /// <summary>Makes a responder; the engine stays the caller's and must outlive it.</summary>
    /// <param name="engine">The loaded variant.</param>
    /// <param name="limits">Limits of frames.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cacheBytes">
    /// How many bytes to spend on not running vision and encoder again for what was seen and read before.
    /// </param>
    public Responder(InferenceEngine engine, FrameLimits limits, TimeProvider time, long cacheBytes = 0)
        : this(engine, limits, time, new InputCache(cacheBytes), new LookaheadCounter()) { }

    private Responder(
        InferenceEngine engine,
        FrameLimits limits,
        TimeProvider time,
        InputCache cache,
        LookaheadCounter foreseen
    )
    {
        _cache = cache;
        _foreseen = foreseen;
        _engine = engine;
        _name = $"{engine.Bundle.Manifest.Name} {engine.Bundle.Manifest.Version}";
        _limits = limits;
        _time = time;
        _model = engine.Bundle.Manifest.Model;
        _computes = engine.Bundle.Manifest.QuestionLanguage is not null;
        _scope = PromptScope.Of(engine.Bundle.Manifest.Tasks);
        _template = engine.Bundle.Manifest.Text.Template;
        _decoder = new AnswerDecoder(engine, foreseen, time);
        RowSpelling? spell = engine.Rows is { } spelling ? new RowSpeller(spelling).Read : null;
        RowDetection? detect = engine.RowDetector is { } detector ? detector.Find : null;
        _instruments = new InstrumentReader(
            Run,
            engine.Bundle.Manifest,
            engine.Graphs.TellsKeypoints,
            limits,
            time,
            engine.Lines is { } lines ? new SecondReader(Run, lines, spell, engine.Bundle.Manifest.Tasks) : null,
            engine.Finder is { } finder ? new PrintReader(finder, engine.Lines!).Read : null,
            engine.Finder is { } rows ? (new RowFinder(rows, engine.Lines!, detect), engine.Lines!, spell) : null,
            engine.Finder is { } numerals ? new NumeralReader(numerals, engine.Lines!).Read : null,
            engine.Hands is { } hands ? new HandFinder(hands) : null,
            engine.Columns is { } columns ? new ColumnFinder(columns).Find : null,
            engine.SubDials is { } subDials ? new SubDialFinder(subDials).Find : null
        );
        _placePrompt = engine.Bundle.Manifest.Task(BundleTask.Locate)?.Prompt;
        if (engine.Bundle.Manifest.Vision is { } shape)
            _preprocessor = new FramePreprocessor(shape);

        // A text with more bytes than this cannot fit, so it need not be tokenized to be refused.
        var longestToken = Enumerable
            .Range(0, engine.Tokenizer.VocabSize)
            .Max(id => engine.Tokenizer.BytesOf(id).Length);
        _longestText = _model.MaxInputTokens * longestToken;
    }

    /// <summary>Another one for another thread, which shares what was seen and read.</summary>
    /// <param name="engine">What this one's engine gave by <see cref="InferenceEngine.Beside"/>.</param>
    public Responder Beside(InferenceEngine engine) => new(engine, _limits, _time, _cache, _foreseen);

    /// <summary>What the cache and foreseen tokens spared.</summary>
    public CacheCounts Cache => _cache.Counts with { Proposed = _foreseen.Proposed, Accepted = _foreseen.Accepted };

    /// <summary>Forgets what was seen and read.</summary>
    public void Forget() => _cache.Clear();

    /// <summary>Answers one request.</summary>
    /// <param name="request">The question.</param>
    /// <param name="onText">Called with every new piece of the answer's text while it is decoded, or null.</param>
    /// <param name="cancellation">Looked at once per decoded token.</param>
    /// <returns>The answer, or a rejection: 400 no prompt, unusable choices, a damaged image or an instrument to be
    /// found by a bundle that cannot, 408 deadline passed
    /// before the first token, 413 input or image too large, 415 an image that is of an unknown kind or that this
    /// bundle cannot see.
    /// </returns>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    /// <exception cref="InferenceException">A graph failed.</exception>
    public ResponderResult Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation)
    {
        _engine.Occupancy.Enter();
        try
        {
            return request.NeedsLooks || _instruments.MayNeedLooks(request)
                ? Signed(_instruments.Answer(request, onText, cancellation))
                : Run(request, onText, cancellation);
        }
        catch (Exception error) when (ExecutionProviders.IsRuntimeError(error))
        {
            throw new InferenceException(
                $"Variant '{_engine.Variant.Id}' failed on provider '{_engine.Provider}': {error.Message}",
                error
            );
        }
        finally
        {
            _engine.Occupancy.Exit();
        }
    }

    private ResponderResult Run(ResponderRequest request, Action<string>? onText, CancellationToken cancellation)
    {
        using var turn = new AnswerTurn(_engine.Graphs, request.Progress);
        var clock = new StageClock(_time);
        if (Refuse(request) is { } refused)
            return refused;
        var notUnderstood = false;
        if (
            _computes
            && ComputedAnswers.Takes(request)
            && ComputedAnswers.Of(request, out notUnderstood) is { } computed
        )
            return Computed(computed, onText, clock);

        if (TooManyCharacters(request) is { } endless)
            return endless;
        if (IsOutOfScope(request))
            return Computed(Unanswerable, onText, clock);
        var ids = PromptLayout.Encode(_engine.Tokenizer, _model.Tokens, request.Prompt, request.Sensors, _template);
        var choices = Choices(request, out refused);
        if (refused is not null)
            return refused;

        clock.Lap();
        var keys =
            _cache.IsOn && !request.Fresh ? KeysOf(request, ids) : default((ContentKey Frame, ContentKey Input)?);
        var asksPlace = AsksPlace(request);
        using var known = keys is null || asksPlace ? null : _cache.FindInput(keys.Value.Input);
        using var seen = known is not null || keys is null ? null : FindFrame(request, keys.Value.Frame);
        var damaged = (known ?? seen)?.Doubtful ?? false;
        var frame = (known ?? seen)?.Frame ?? Prepare(request, out damaged, out refused);
        if (refused is not null)
            return refused;
        var image = frame.Patches > 0 ? clock.Lap() : 0;
        var input = frame.Patches + ids.Length;
        if (input > _model.MaxInputTokens)
            // What was read but not understood, and is too long for the model, nobody can answer.
            return notUnderstood && frame.Patches == 0
                ? Computed(ComputedAnswers.NotUnderstood, onText, clock)
                : TooLong(frame.Patches, ids.Length);
        if (Late(request))
            return DeadlinePassed();

        request.Progress?.Invoke();
        using var embedded = (known ?? seen) is null && frame.Patches > 0 ? Embed(frame, damaged, keys?.Frame) : null;
        var vision = frame.Patches > 0 ? clock.Lap() : 0;
        request.Progress?.Invoke();
        if (asksPlace && frame.Patches > 0 && Place((OrtValue)(seen ?? embedded)!.Made, frame, ids) is { } place)
        {
            var told = clock.Lap();
            onText?.Invoke(place.Text);
            return Finished(place, (image, vision, told), _time.GetTimestamp());
        }
        using var read = known is null ? Read((seen ?? embedded)?.Made, frame, damaged, ids, keys?.Input) : null;
        if (known is not null)
            _engine.Graphs.Resume(known.Made, input);
        var needle = frame.Patches > 0 ? Needle((known ?? read)!.Made, frame) : null;
        var encoder = clock.Lap();
        request.Progress?.Invoke();

        if (request.HoldsGauges && needle is { IsSeen: true })
            onText = null;
        var decoded = _decoder.Answer(request, choices, ids, onText, cancellation);
        if (decoded is null)
            return DeadlinePassed();
        return Finished(decoded with { Needle = needle }, (image, vision, encoder), _decoder.FirstTokenAt);

        Answer Finished(Answer answer, (double Image, double Vision, double Encoder) stages, long firstTokenAt)
        {
            var max = Math.Min(notUnderstood ? ComputedAnswers.Doubtful : 1, damaged ? Inference.Answer.MaxInDoubt : 1);
            return answer with
            {
                Confidence = Math.Min(answer.Confidence, max),
                Tokens = new TokenCounts(frame.Patches, ids.Length, answer.Tokens.Output),
                Timings = StageTimings.Of(
                    stages.Image,
                    stages.Vision,
                    stages.Encoder,
                    clock.Until(firstTokenAt),
                    clock.Until(_time.GetTimestamp()),
                    answer.Tokens.Output
                ),
                FrameDoubtful = damaged,
                Model = _name,
                Variant = _engine.Variant.Id,
                Provider = _engine.Provider,
            };
        }
    }

    private bool AsksPlace(ResponderRequest request) =>
        _placePrompt is not null
        && request.Choices is not { Count: > 0 }
        && request.Prompt.StartsWith(_placePrompt, StringComparison.Ordinal);

    // Null where the model says in words where an instrument is.
    private Answer? Place(OrtValue patches, FrameGeometry frame, ReadOnlySpan<int> ids)
    {
        using var told = _engine.Graphs.Places(patches, ids);
        if (told is null)
            return null;
        var place = PlaceVote.Of(told.GetTensorDataAsSpan<float>(), frame, _engine.Bundle.Manifest.Vision!.PatchSize);
        var text = place.Region is { } region ? BoxAnswer.Print(region) : BoxAnswer.None;
        return new Answer(text, FinishReason.Stop, place.Confidence, new TokenCounts(0, 0, 0), default)
        {
            Likelihood = place.Confidence,
            Places = place.Votes,
        };
    }

    private NeedleWay? Needle(IDisposable read, FrameGeometry frame) =>
        _engine.Graphs.Keypoints(read) is { } told
            ? KeypointVote.Of(told.GetTensorDataAsSpan<float>(), frame, _engine.Bundle.Manifest.Vision!.PatchSize)
            : null;

    private static (ContentKey Frame, ContentKey Input) KeysOf(ResponderRequest request, ReadOnlySpan<int> ids)
    {
        var frame = ContentKey.OfFrame(request);
        return (frame, ContentKey.OfInput(frame, ids));
    }

    private CachedInput? FindFrame(ResponderRequest request, ContentKey key) =>
        request.Image.IsEmpty && request.Frame is null ? null : _cache.FindFrame(key);

    private CachedInput Embed(FrameGeometry frame, bool damaged, ContentKey? key)
    {
        var graph = _engine.Graphs.Vision!;
        var patches = graph.Run(frame); // (1, P, D)
        var bytes = graph.YieldsCopies ? (long)frame.Patches * _model.DModel * sizeof(float) : 0;
        var made = new CachedInput(frame, damaged, patches, bytes);
        if (key is { } found)
            _cache.Keep(found, made);
        return made;
    }

    private CachedInput Read(
        IDisposable? patches,
        FrameGeometry frame,
        bool damaged,
        ReadOnlySpan<int> ids,
        ContentKey? key
    )
    {
        var read = _engine.Graphs.Prefill((OrtValue?)patches, ids, frame.Patches + ids.Length);
        var made = new CachedInput(frame, damaged, read, key is null ? 0 : _engine.Graphs.SizeOf(read));
        if (key is { } found)
            _cache.Keep(found, made);
        return made;
    }

    // One of given choices is asked for, whatever it is about; forms are asked for by this library alone.
    private bool IsOutOfScope(ResponderRequest request) =>
        _scope is not null
        && request.Choices is not { Count: > 0 }
        && request.Forms is null
        && !_scope.Holds(request.Prompt, request.Sensors, !request.Image.IsEmpty || request.Frame is not null);

    // An answer that no graph had to run for.
    private Answer Computed(Answer answer, Action<string>? onText, StageClock clock)
    {
        onText?.Invoke(answer.Text);
        var total = clock.Until(_time.GetTimestamp());
        return answer with
        {
            Timings = new StageTimings(0, 0, 0, total, 0, total),
            Model = _name,
            Variant = _engine.Variant.Id,
            Provider = _engine.Provider,
        };
    }

    // What is said of a frame without looking at it any closer names nobody yet.
    private ResponderResult Signed(ResponderResult result) =>
        result is { Answered: true, Answer: { Model: "" } unsigned }
            ? unsigned with
            {
                Model = _name,
                Variant = _engine.Variant.Id,
                Provider = _engine.Provider,
            }
            : result;

    private Rejection? Refuse(ResponderRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Prompt))
            return new Rejection(400, "The prompt is empty.");
        if (request.MaxTokens is < 1)
            return new Rejection(400, $"max_tokens is {request.MaxTokens}; allowed are 1 to {_model.MaxOutputTokens}.");
        return Late(request) ? DeadlinePassed() : null;
    }

    private Rejection? TooManyCharacters(ResponderRequest request)
    {
        var characters = request.Prompt.Length + (request.Sensors?.Length ?? 0);
        return characters > _longestText
            ? new Rejection(
                413,
                $"The text has {characters} characters, far more than {_model.MaxInputTokens} tokens can hold."
            )
            : null;
    }

    private AnswerChoices? Choices(ResponderRequest request, out Rejection? rejection)
    {
        rejection = null;
        return request.Choices is { Count: > 0 } choices
            ? AnswerChoices.Of(choices, _engine.Tokenizer, _decoder.MaxTokens(request), _longestText, out rejection)
            : null;
    }

    // The default geometry has no patches: a request without a frame.
    private FrameGeometry Prepare(ResponderRequest request, out bool doubtful, out Rejection? rejection)
    {
        rejection = null;
        doubtful = request.Image.IsEmpty && request.FrameDoubtful;
        if (request.Image.IsEmpty && request.Frame is null)
            return default;
        if (_preprocessor is null)
        {
            rejection = new Rejection(415, $"The bundle '{_engine.Bundle.Manifest.Name}' reads text only, no images.");
            return default;
        }

        if (request.Image.IsEmpty)
            return _preprocessor.Prepare(request.Frame!, _engine.Graphs.Vision!.Pixels);
        var shape = _engine.Bundle.Manifest.Vision;
        if (!FrameDecoder.TryDecode(request.Image.Span, _limits, shape, out var frame, out doubtful, out rejection))
            return default;
        using (frame)
            return _preprocessor.Prepare(frame, _engine.Graphs.Vision!.Pixels);
    }

    private bool Late(ResponderRequest request) => request.Deadline is { } deadline && _time.GetTimestamp() >= deadline;

    private static Rejection DeadlinePassed() => new(408, "The deadline passed before the first token.");

    private Rejection TooLong(int patches, int text) =>
        new(
            413,
            $"The input has {patches + text} tokens ({patches} of the image, {text} of text); at most "
                + $"{_model.MaxInputTokens} are read."
        );
}
