using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Wire;
using Siskin.Fleet.Devices;

namespace Siskin.Fleet.Web;

/// <summary>The set-up of a watch: a frame, a try, and readings that are marked wrong.</summary>
/// <param name="requests">The way to cameras and devices.</param>
/// <param name="wrong">Where wrong readings are kept, or null for nowhere.</param>
/// <param name="book">The devices.</param>
internal sealed class SetupApi(FrameRequests requests, WrongReadings? wrong, DeviceBook book)
{
    private const int MaxBytes = 8 << 20;

    // Only a script of this page can send it: a form of another page cannot, and its script would have to ask first.
    private const string OwnHeader = "X-Siskin";

    // Each holds a frame and a connection.
    private const int MaxAtOnce = 4;

    private int _atOnce;

    public void AddTo(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/setup/frame", context => GuardAsync(context, FrameAsync));
        app.MapPost("/api/setup/try", context => GuardAsync(context, TryAsync));
        app.MapPost("/api/setup/wrong", context => GuardAsync(context, KeepAsync));
    }

    private async Task GuardAsync(HttpContext context, Func<HttpContext, Task> answer)
    {
        if (!context.Request.Headers.ContainsKey(OwnHeader))
        {
            await SayAsync(context, 403, "This is for the page itself.");
            return;
        }
        if (Interlocked.Increment(ref _atOnce) > MaxAtOnce)
        {
            Interlocked.Decrement(ref _atOnce);
            await SayAsync(context, 429, "Others are trying watches at the moment; try again.");
            return;
        }
        try
        {
            context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MaxBytes;
            await answer(context);
        }
        catch (BrokerException e)
        {
            await SayAsync(context, 502, e.Message);
        }
        catch (JsonException e)
        {
            await SayAsync(context, 400, e.Message);
        }
        finally
        {
            Interlocked.Decrement(ref _atOnce);
        }
    }

    private async Task FrameAsync(HttpContext context)
    {
        var topic = context.Request.Query["topic"].ToString();
        if (TopicSyntax.ObjectToPlain(topic) is { } wanted)
        {
            await SayAsync(context, 400, $"The topic is not allowed; give {wanted}.");
            return;
        }
        if (await requests.FrameAsync(topic, context.RequestAborted) is not { } frame)
            await SayAsync(context, 504, "No frame came in time; does the camera publish there?");
        else if (FrameRequests.TypeOf(frame.Span) is not { } type)
            await SayAsync(context, 415, "What came is no JPEG, PNG or WebP.");
        else
        {
            context.Response.ContentType = type;
            await context.Response.Body.WriteAsync(frame, context.RequestAborted);
        }
    }

    private async Task TryAsync(HttpContext context)
    {
        var device = context.Request.Query["device"].ToString();
        if (book.Read(device, one => one.Name) is null)
        {
            await SayAsync(context, 404, "There is no such device.");
            return;
        }
        if (await requests.AskAsync(device, await BodyAsync(context), context.RequestAborted) is not { } reading)
            await SayAsync(context, 504, $"{device} did not answer in time.");
        else if (reading.Error is { } error)
            await SayAsync(context, 422, $"{device} answered {error.Error.Code}: {error.Error.Message}");
        else
        {
            context.Response.ContentType = OutgoingMessage.Json;
            await context.Response.WriteAsync(
                JsonSerializer.Serialize(reading.Reply!, WireJson.Default.ReplyMessage),
                context.RequestAborted
            );
        }
    }

    private async Task KeepAsync(HttpContext context)
    {
        var frame = await BodyAsync(context);
        if (wrong is null)
            await SayAsync(context, 409, "Nothing is kept: give a folder for wrong readings with --frames.");
        else if (FrameRequests.TypeOf(frame.Span) is not { } type)
            await SayAsync(context, 415, "That is no JPEG, PNG or WebP.");
        else
        {
            try
            {
                var query = context.Request.Query;
                var name = wrong.Save(query["device"].ToString(), frame.Span, type, query["value"].ToString().Trim());
                await SayAsync(context, 200, $"Kept as {name}.");
            }
            catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
            {
                await SayAsync(context, 409, e.Message);
            }
        }
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpContext context)
    {
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory, context.RequestAborted);
        return memory.ToArray();
    }

    private static Task SayAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
