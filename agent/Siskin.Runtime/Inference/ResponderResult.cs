using System.Diagnostics.CodeAnalysis;

namespace Siskin.Runtime.Inference;

/// <summary>An answer or the reason why there is none: exactly one of the two is set.</summary>
public readonly record struct ResponderResult(Answer? Answer, Rejection? Rejection)
{
    /// <summary>Whether there is an answer.</summary>
    [MemberNotNullWhen(true, nameof(Answer))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool Answered => Answer is not null;

    public static implicit operator ResponderResult(Answer answer) => new(answer, null);

    public static implicit operator ResponderResult(Rejection rejection) => new(null, rejection);

    /// <summary>A result with an answer.</summary>
    public static ResponderResult From(Answer answer) => answer;

    /// <summary>A result with a rejection.</summary>
    public static ResponderResult From(Rejection rejection) => rejection;
}
