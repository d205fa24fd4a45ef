namespace Siskin.Agent.Configuration;

/// <summary>Hides what people write into URLs although it belongs elsewhere, before a value is shown.</summary>
internal static class Secrets
{
    private const string Hidden = "***";

    /// <summary>The text without the user name and password of the URLs in it.</summary>
    public static string Mask(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
            return text;
        // A password may hold '/' and '@' itself: everything up to the last '@' of the text may be part of it.
        var end = text.LastIndexOf('@');
        return end > start ? string.Concat(text.AsSpan(0, start + 3), Hidden, text.AsSpan(end)) : text;
    }

    /// <summary>The same of a value that should be a URL, even where it lacks what makes it one.</summary>
    public static string MaskUrl(string text)
    {
        var masked = Mask(text);
        var end = masked.LastIndexOf('@');
        return masked != text || end < 0 ? masked : Hidden + masked[end..];
    }
}
