using Siskin.Runtime.Bundles;
using Siskin.Runtime.Text;

namespace Siskin.Runtime.Inference;

/// <summary>
/// Makes a text of what the graphs have read: decodes one freely, or scores the texts of which the answer is one.
/// </summary>
internal sealed class AnswerDecoder
{
    private readonly BpeTokenizer _tokenizer;
    private readonly int _maxTokens;
    private readonly ConfidenceCalibration? _calibration;
    private readonly Lookahead? _lookahead;
    private readonly Generator _generator;
    private readonly ChoiceScorer _scorer;

    /// <param name="engine">The loaded variant; stays the caller's.</param>
    /// <param name="foreseen">Counts the tokens that were foreseen.</param>
    /// <param name="time">Clock.</param>
    public AnswerDecoder(InferenceEngine engine, LookaheadCounter foreseen, TimeProvider time)
    {
        var (manifest, vocabulary) = (engine.Bundle.Manifest, engine.Tokenizer.VocabSize);
        (_tokenizer, _maxTokens, _calibration) = (
            engine.Tokenizer,
            manifest.Model.MaxOutputTokens,
            manifest.Confidence
        );
        _lookahead = engine.LooksAhead ? new Lookahead(engine.Graphs, manifest.Model, foreseen, time) : null;
        _generator = new Generator(
            engine.Graphs,
            manifest.Model,
            vocabulary,
            time,
            manifest.Text.FurtherEnds,
            _lookahead
        );
        _scorer = new ChoiceScorer(engine.Graphs, manifest.Model, vocabulary, time);
    }

    /// <summary>Timestamp of the first token of the last answer.</summary>
    public long FirstTokenAt { get; private set; }

    /// <summary>Most tokens of the answer to a request, end token included.</summary>
    public int MaxTokens(ResponderRequest request) => Math.Clamp(request.MaxTokens ?? _maxTokens, 1, _maxTokens);

    /// <summary>The answer to what was read, or null where the deadline passed before there was one.</summary>
    /// <param name="request">The question.</param>
    /// <param name="choices">The texts of which the answer is one, or null for free text.</param>
    /// <param name="input">Tokens of the question.</param>
    /// <param name="onText">Called with every new piece of the text, or null.</param>
    /// <param name="cancellation">Looked at once per decoded token.</param>
    public Answer? Answer(
        ResponderRequest request,
        AnswerChoices? choices,
        ReadOnlySpan<int> input,
        Action<string>? onText,
        CancellationToken cancellation
    ) =>
        choices is null ? Decode(request, input, onText, cancellation) : Choose(request, choices, onText, cancellation);

    // A free answer; null where the deadline passed before its first token.
    private Answer? Decode(
        ResponderRequest request,
        ReadOnlySpan<int> input,
        Action<string>? onText,
        CancellationToken cancellation
    )
    {
        _lookahead?.Begin(input, request.Previous is { } before ? _tokenizer.Encode(before) : []);
        var pieces = onText is null ? null : new TextPieces(_tokenizer, onText);
        var limits = new GenerationLimits(
            MaxTokens(request),
            request.Deadline,
            request.Forms is { } forms ? new AnswerPattern(_tokenizer, forms) : null,
            request.IgnoreEnd,
            request.Progress
        );
        var reason = _generator.Run(limits, pieces is null ? null : pieces.Add, cancellation);
        FirstTokenAt = _generator.FirstTokenAt;
        _lookahead?.Remember(_generator.Output);
        pieces?.End();
        return _generator.Count == 0
            ? null
            : new Answer(
                _tokenizer.Decode(_generator.Output),
                reason,
                _calibration?.Of(_generator.Likelihood) ?? _generator.Likelihood,
                new TokenCounts(0, 0, _generator.Count),
                default
            )
            {
                Likelihood = _generator.Likelihood,
            };
    }

    // The likeliest of given answers; null where the deadline passed before all were known.
    private Answer? Choose(
        ResponderRequest request,
        AnswerChoices choices,
        Action<string>? onText,
        CancellationToken cancellation
    )
    {
        var likelihoods = _scorer.Score(choices.Trie, choices.Count, request.Deadline, request.Progress, cancellation);
        FirstTokenAt = _scorer.FirstTokenAt;
        if (likelihoods is null)
            return null;
        var best = Array.IndexOf(likelihoods, likelihoods.Max());
        var shares = choices.Shares(likelihoods, _calibration);
        onText?.Invoke(choices.TextOf(best));
        return new Answer(
            choices.TextOf(best),
            FinishReason.Stop,
            AnswerChoices.Confidence(shares[best].Probability, likelihoods, _calibration),
            new TokenCounts(0, 0, choices.TokensOf(best).Length + 1),
            default
        )
        {
            Likelihood = Math.Exp(likelihoods[best]),
            Choices = shares,
        };
    }
}
