using System.Text;
using System.Text.Json;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Torture;

/// <summary>The mixture of requests that a device in the field sees, drawn from a seed.</summary>
internal sealed class SoakLoad(string requestTopic, int seed)
{
    private static readonly (string File, string Type, string Prompt)[] Samples =
    [
        ("counter.jpg", "image/jpeg", "Read the counter."),
        ("display.jpg", "image/jpeg", "Read the display."),
        ("dial.png", "image/png", "Read the dial."),
        ("digit.jpg", "image/jpeg", "Read the digit."),
        ("lamps.png", "image/png", "Which lamps are lit?"),
    ];

    private readonly Random random = new(seed);
    private readonly byte[][] frames =
    [
        .. Samples.Select(sample => File.ReadAllBytes(Path.Combine(Checkout.Samples, sample.File))),
    ];

    private readonly byte[] large = TestFrames.Jpeg(1600, 1200);
    private readonly byte[] truncated = TestFrames.Truncated();

    /// <summary>The next request, and the error code that it deserves.</summary>
    public (TestRequest Request, int? Code) Next() =>
        random.Next(100) switch
        {
            < 40 => (Sample(random.Next(Samples.Length)), null),
            < 50 => (TestRequest.Jpeg(requestTopic, large, "Read the dial."), null),
            < 80 => (TestRequest.Json(requestTopic, Telemetry(stream: false)), null),
            < 85 => (TestRequest.Json(requestTopic, Telemetry(stream: true)), null),
            < 93 => (TestRequest.Text(requestTopic, "Is any value above 80?"), null),
            < 97 => (TestRequest.Jpeg(requestTopic, truncated, "Read the dial."), 400),
            _ => (new TestRequest(requestTopic, "<a/>"u8.ToArray(), "application/xml"), 415),
        };

    /// <summary>A frame of the watched camera.</summary>
    public byte[] Frame() => frames[0];

    /// <summary>A value of the watched sensor.</summary>
    public byte[] Value() => Encoding.ASCII.GetBytes($"{random.Next(10, 90)}.{random.Next(10)}");

    /// <summary>Until the next request, at this many a second on average.</summary>
    public TimeSpan Pause(double rate) => TimeSpan.FromSeconds((0.5 + random.NextDouble()) / rate);

    private TestRequest Sample(int i) =>
        new(requestTopic, frames[i], Samples[i].Type) { Properties = [("prompt", Samples[i].Prompt)] };

    private string Telemetry(bool stream) =>
        JsonSerializer.Serialize(
            new
            {
                prompt = "Is any value above 80?",
                sensors = new
                {
                    boiler = random.Next(20, 100),
                    pump = new { temperature = random.Next(20, 100), rate = 3.5 },
                },
                stream,
            }
        );
}
