using System.Net;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>
/// What a collector has at port 4317: OpenTelemetry's service for metrics, served by ASP.NET Core's gRPC, which shares
/// no code with the client that the agent has from OpenTelemetry.
/// </summary>
internal sealed class GrpcCollector : IAsyncDisposable
{
    // The number that tells the agent to speak gRPC; a loopback address of its own keeps it from anybody else's.
    private const int Port = 4317;

    private readonly WebApplication _app;
    private readonly Received _received;

    private GrpcCollector(WebApplication app, Received received, string address) =>
        (_app, _received, Address) = (app, received, address);

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    public static async Task<GrpcCollector> StartAsync()
    {
        var address = new IPAddress([127, 77, (byte)Random.Shared.Next(1, 255), (byte)Random.Shared.Next(1, 255)]);
        var received = new Received();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
                kestrel.Listen(address, Port, listen => listen.Protocols = HttpProtocols.Http2)
            );
        builder.Services.AddSingleton(received);
        builder.Services.AddRouting();
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<MetricsService>();
        await app.StartAsync();
        return new GrpcCollector(app, received, $"http://{address}:{Port}");
    }

    /// <summary>
    /// The next message: an ExportMetricsServiceRequest of opentelemetry-proto, and what came with it.
    /// </summary>
    public async Task<(ReadOnlyMemory<byte> Message, Metadata Headers)> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(ChildProcess.Patience);
        return await _received.Messages.Reader.ReadAsync(patience.Token);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal sealed class Received
    {
        public Channel<(ReadOnlyMemory<byte>, Metadata)> Messages { get; } =
            Channel.CreateUnbounded<(ReadOnlyMemory<byte>, Metadata)>();
    }

    /// <summary>What the protocol buffers compiler would make of the service, for messages as they are.</summary>
    [BindServiceMethod(typeof(MetricsServiceBase), nameof(Bind))]
    internal abstract class MetricsServiceBase
    {
        private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

        private static readonly Method<byte[], byte[]> Method = new(
            MethodType.Unary,
            "opentelemetry.proto.collector.metrics.v1.MetricsService",
            nameof(Export),
            Bytes,
            Bytes
        );

        public static void Bind(ServiceBinderBase binder, MetricsServiceBase? service) =>
            binder.AddMethod(Method, service is null ? null : service.Export);

        public abstract Task<byte[]> Export(byte[] request, ServerCallContext context);
    }

    internal sealed class MetricsService(Received received) : MetricsServiceBase
    {
        /// <summary>Takes all of it: an ExportMetricsServiceResponse without fields.</summary>
        public override async Task<byte[]> Export(byte[] request, ServerCallContext context)
        {
            await received.Messages.Writer.WriteAsync((request, context.RequestHeaders), context.CancellationToken);
            return [];
        }
    }
}
