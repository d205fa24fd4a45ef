using System.Globalization;
using Siskin.Agent.Configuration;
using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Updates;

/// <summary>
/// Answers of a new bundle beside those of the current one. Nobody knows which is right; but where the current one is
/// sure it rarely errs, so there the new one should agree, be about as sure, and take about as long.
/// </summary>
internal sealed class ShadowComparison
{
    /// <summary>From this confidence on an answer counts as sure.</summary>
    public const double Sure = 0.9;

    /// <summary>Fewer questions are reported and not judged: one that differs would be too large a share.</summary>
    public const int Fewest = 4;

    // Below this, a ratio of times says more of the machine than of the model.
    private const double IgnoredMs = 2;

    private readonly List<double> _oldConfidences = [];
    private readonly List<double> _newConfidences = [];
    private readonly List<double> _oldTimes = [];
    private readonly List<double> _newTimes = [];
    private int _sure;
    private int _differing;

    /// <summary>Adds a question.</summary>
    /// <param name="current">What the current bundle answers.</param>
    /// <param name="result">What the new one says, or null where it fails.</param>
    public void Add(Answer current, ResponderResult? result)
    {
        var answer = result?.Answer;
        var sure = current.Confidence >= Sure;
        _sure += sure ? 1 : 0;
        _differing += sure && answer?.Text != current.Text ? 1 : 0;
        _oldConfidences.Add(current.Confidence);
        _newConfidences.Add(answer?.Confidence ?? 0);
        // What is computed takes no time worth a comparison, and the NPU is not what the new one was tried on.
        if (answer is null || current.Query is not null || answer.Query is not null)
            return;
        if (current.Provider != answer.Provider)
            return;
        _oldTimes.Add(current.Timings.Total);
        _newTimes.Add(answer.Timings.Total);
    }

    /// <summary>Why the new bundle is not taken, or null.</summary>
    public string? Objection(UpdatesSection terms)
    {
        var figures = Figures(null);
        if (_sure >= Fewest && _differing > Allowed(terms))
            return $"The new bundle answers {_differing} of {_sure} shadow questions otherwise than the current one, which is "
                + $"sure of them; [updates] min_agreement is {Show(terms.MinAgreement)}.";
        if (_oldConfidences.Count >= Fewest && figures.ConfidenceOld - figures.ConfidenceNew > terms.MaxConfidenceLoss)
            return $"The new bundle is less sure of the {_oldConfidences.Count} shadow questions: "
                + $"{Show(figures.ConfidenceNew)} on average instead of {Show(figures.ConfidenceOld)}; [updates] "
                + $"max_confidence_loss is {Show(terms.MaxConfidenceLoss)}.";
        if (_newTimes.Count >= Fewest && figures.P50MsNew > Math.Max(IgnoredMs, figures.P50MsOld * terms.MaxSlowdown))
            return $"The new bundle is slower: {Show(figures.P50MsNew)} ms instead of {Show(figures.P50MsOld)} ms for half "
                + $"of the shadow questions; [updates] max_slowdown is {Show(terms.MaxSlowdown)}.";
        return null;
    }

    /// <summary>The comparison in numbers.</summary>
    public UpdateShadow Figures(bool? canary) =>
        new(
            _oldConfidences.Count,
            _sure,
            _differing,
            Mean(_oldConfidences),
            Mean(_newConfidences),
            Median(_oldTimes),
            Median(_newTimes),
            canary
        );

    // A fifth of ten is two, whatever binary fractions make of it.
    private double Allowed(UpdatesSection terms) => Math.Round((1 - terms.MinAgreement) * _sure, 6);

    private static double Mean(List<double> values) => values.Count == 0 ? 0 : Math.Round(values.Average(), 4);

    private static double Median(List<double> values) =>
        values.Count == 0 ? 0 : Math.Round(values.Order().ElementAt(values.Count / 2), 2);

    private static string Show(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
