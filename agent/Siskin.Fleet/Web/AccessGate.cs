using System.Net;
using Microsoft.AspNetCore.Http;

namespace Siskin.Fleet.Web;

/// <summary>
/// Who may see the page. With a token: who has it, in a header or in the cookie of a login. Without one the page is on
/// loopback only, and answers only to loopback's names: a page elsewhere, whose name points here, gets nothing.
/// </summary>
/// <param name="token">The token, or null.</param>
/// <param name="time">Clock.</param>
internal sealed class AccessGate(AccessToken? token, TimeProvider time)
{
    public const string CookieName = "siskin_fleet";

    private const int MaxFailures = 10; // wrong tokens in a minute, over all clients

    private static readonly string[] Open = ["/login", "/app.css", "/healthz"];

    private readonly Lock _lock = new();
    private readonly Queue<long> _failures = new();

    /// <summary>Lets a request through, or answers it.</summary>
    public async Task PassAsync(HttpContext context, Func<Task> next)
    {
        Harden(context.Response.Headers);
        var path = context.Request.Path.Value ?? "";
        if (token is null && !IsLoopbackName(context.Request.Host.Host))
            await RefuseAsync(context, 403, "Ask for this page by localhost or 127.0.0.1.");
        else if (token is null || Open.Contains(path, StringComparer.Ordinal) || IsKnown(context.Request))
            await next();
        else if (path == "/")
            context.Response.Redirect("/login");
        else
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await RefuseAsync(context, 401, "Log in, or send the token as \"Authorization: Bearer TOKEN\".");
        }
    }

    /// <summary>Answers a login form.</summary>
    public async Task LogInAsync(HttpContext context)
    {
        if (token is null)
        {
            context.Response.Redirect("/");
            return;
        }
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (allowed, right) = Try(form["token"]);
        if (!allowed)
        {
            context.Response.Headers.RetryAfter = "60";
            await RefuseAsync(context, 429, "Too many wrong tokens; wait a minute.");
        }
        else if (!right)
            await RefuseAsync(context, 403, "That is not the token.");
        else
        {
            context.Response.Cookies.Append(
                CookieName,
                token.Cookie,
                new CookieOptions
                {
                    HttpOnly = true,
                    SameSite = SameSiteMode.Strict,
                    // Behind a proxy that speaks TLS to the outside.
                    Secure = context.Request.IsHttps || context.Request.Headers["X-Forwarded-Proto"] == "https",
                    MaxAge = TimeSpan.FromDays(30),
                }
            );
            context.Response.Redirect("/");
        }
    }

    /// <summary>
    /// Whether a token may be tried now, and whether it is right. The right one always may: whoever sends wrong ones
    /// could lock everybody out otherwise, and guessing one of this length is hopeless.
    /// </summary>
    internal (bool Allowed, bool Right) Try(string? given)
    {
        if (token!.IsToken(given))
            return (true, true);
        lock (_lock)
        {
            while (_failures.TryPeek(out var oldest) && time.GetElapsedTime(oldest) > TimeSpan.FromMinutes(1))
                _failures.Dequeue();
            if (_failures.Count >= MaxFailures)
                return (false, false);
            _failures.Enqueue(time.GetTimestamp());
            return (true, false);
        }
    }

    /// <summary>Whether a host name means this machine.</summary>
    internal static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private bool IsKnown(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Try(header[Scheme.Length..].Trim()) is (true, true);
        return token!.IsCookie(request.Cookies[CookieName]);
    }

    private static void Harden(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy =
            "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
    }

    private static Task RefuseAsync(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reason + "\n", context.RequestAborted);
    }
}
