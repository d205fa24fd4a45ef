using Microsoft.AspNetCore.Http;

namespace Siskin.Fleet.Web;

/// <summary>A file of the page, which lies in the binary.</summary>
internal static class PageFile
{
    /// <summary>The answer with such a file.</summary>
    /// <param name="name">Its name in <c>Web/Page</c>.</param>
    /// <param name="type">Its content type.</param>
    public static RequestDelegate Answer(string name, string type)
    {
        using var stream =
            typeof(PageFile).Assembly.GetManifestResourceStream("page/" + name)
            ?? throw new InvalidOperationException($"page/{name} is not embedded.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var content = memory.ToArray();
        return context =>
        {
            context.Response.ContentType = type;
            context.Response.ContentLength = content.Length;
            return context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
        };
    }
}
