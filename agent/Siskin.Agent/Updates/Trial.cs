using Siskin.Agent.Configuration;
using Siskin.Agent.Models;
using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Updates;

/// <summary>
/// Asks a new bundle its canary and the latest questions, and the current one the same questions beside it. All of it
/// gives way to requests: a question that is interrupted is asked again.
/// </summary>
/// <param name="shared">The model that answers, with its turns.</param>
/// <param name="terms">What the new one must reach.</param>
/// <param name="time">Clock.</param>
internal sealed class Trial(SharedModel shared, UpdatesSection terms, TimeProvider time)
{
    // A device that is never idle is not waited for without an end: then a question takes its turn like a request.
    private const int Tries = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks and compares.</summary>
    /// <param name="candidate">The new bundle.</param>
    /// <param name="questions">The latest questions.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InferenceException">The new bundle fails at its canary.</exception>
    public async Task<TrialResult> RunAsync(
        Candidate candidate,
        IReadOnlyList<ResponderRequest> questions,
        CancellationToken cancellation
    )
    {
        var comparison = new ShadowComparison();
        var right = default(bool?);
        if (candidate.Canary is { } canary)
        {
            var objection = canary.Validate(await AskAsync(candidate.Model, canary.Request, cancellation));
            right = objection is null;
            if (objection is not null)
                return new TrialResult(comparison.Figures(right), $"The new bundle fails: {objection}.");
        }
        foreach (var question in questions)
        {
            if (await TryAskAsync(null, question, cancellation) is { Answered: true } known)
                comparison.Add(known.Answer, await TryAskAsync(candidate.Model, question, cancellation));
        }
        return new TrialResult(comparison.Figures(right), comparison.Objection(terms));
    }

    private async Task<ResponderResult?> TryAskAsync(
        IModel? model,
        ResponderRequest question,
        CancellationToken cancellation
    )
    {
        try
        {
            return await AskAsync(model, question, cancellation);
        }
        catch (InferenceException)
        {
            return null;
        }
    }

    // null: the current one.
    private async Task<ResponderResult> AskAsync(
        IModel? model,
        ResponderRequest question,
        CancellationToken cancellation
    )
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            if (await Task.Run(() => Aside(model, question, cancellation), cancellation) is { } result)
                return result;
            await Task.Delay(Pause, time, cancellation);
        }
        return await Task.Run(
            () =>
                model is null
                    ? shared.Answer(question, null, cancellation)
                    : shared.Answer(model, question, cancellation),
            cancellation
        );
    }

    private ResponderResult? Aside(IModel? model, ResponderRequest question, CancellationToken cancellation) =>
        model is null ? shared.AnswerAside(question, cancellation) : shared.AnswerAside(model, question, cancellation);
}

/// <summary>What a trial gave.</summary>
/// <param name="Figures">The comparison.</param>
/// <param name="Objection">Why the new bundle is not taken, or null.</param>
internal sealed record TrialResult(UpdateShadow Figures, string? Objection);
