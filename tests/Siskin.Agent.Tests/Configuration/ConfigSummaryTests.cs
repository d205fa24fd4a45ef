using System.Net;
using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;

namespace Siskin.Agent.Tests.Configuration;

/// <summary>What <c>siskin check</c> says of each section, in each of its forms.</summary>
public sealed class ConfigSummaryTests
{
    private static readonly AgentConfig Config = ConfigReader
        .Parse(
            "/etc/siskin.toml",
            """
            [agent]
            device = "bench"
            [bundle]
            path = "/b"
            [[watch]]
            name = "water"
            prompt = "Read the counter."
            frame_topic = "camera/water/jpg"
            """
        )
        .Config!;

    [Fact]
    public void Where_the_device_listens_and_what_answers()
    {
        Assert.Equal("bench, requests at siskin/bench/request", Of("device", Config));
        Assert.Equal("none", Of("pools", Config));
        Assert.Equal("a, b", Of("pools", Config with { Agent = Config.Agent with { Pools = ["a", "b"] } }));
        Assert.Equal("/b", Of("bundle folder", Config));
        Assert.Equal("not required", Of("signature", Config));
        Assert.Equal(
            "required, by /k.pem",
            Of("signature", Config with { Bundle = Config.Bundle with { PublicKeyFile = "/k.pem" } })
        );
    }

    [Fact]
    public void How_the_broker_is_reached_and_who_the_device_is_there()
    {
        var broker = Config.Broker with { Host = "h", Port = 1, ClientId = "c" };

        Assert.Equal("h:1, MQTT 5, plain text", Broker(broker));
        Assert.Equal("h:1, MQTT 3.1.1, plain text", Broker(broker with { Version = MqttVersion.V311 }));
        Assert.Equal("h:1, MQTT 5, TLS", Broker(broker with { Tls = true }));
        Assert.Equal("h:1, MQTT 5, TLS, pinned authorities", Broker(broker with { Tls = true, CaFile = "/ca" }));
        Assert.Equal("client id c, anonymous", Identity(broker));
        Assert.Equal("client id c, user u", Identity(broker with { Username = "u" }));
        Assert.Equal(
            "client id c, user u with password, client certificate",
            Identity(broker with { Username = "u", Password = "p", ClientCertificateFile = "/c" })
        );
        var session = broker with
        {
            SessionExpiry = TimeSpan.FromHours(1),
            WillDelay = TimeSpan.FromSeconds(5),
            ReceiveMaximum = 7,
        };
        Assert.Equal(
            "kept 01:00:00, will after 00:00:05, 7 unacknowledged",
            Of("session", Config with { Broker = session })
        );

        static string Broker(BrokerSection broker) => Of("broker", Config with { Broker = broker });
        static string Identity(BrokerSection broker) => Of("identity", Config with { Broker = broker });
    }

    [Fact]
    public void What_a_request_and_its_reply_may_be()
    {
        var limits = new LimitsSection(1, 2, 3, 4, 5, 6, 7, null, TimeSpan.FromSeconds(8), 9, 10);
        var config = Config with { Limits = limits, Replies = new RepliesSection(["a/#", "b"]) };

        Assert.Equal("1 bytes, frame 2 bytes and 3 pixels, prompt 4 and sensors 5 characters", Of("request", config));
        Assert.Equal("6 requests, 7 bytes, deadline 00:00:08", Of("queue", config));
        Assert.Equal("as long as the model allows, to a/# b", Of("reply", config));
        Assert.Equal("9 tokens at most, to a/# b", Of("reply", config with { Limits = limits with { MaxTokens = 9 } }));
    }

    [Fact]
    public void What_is_kept_told_and_taken()
    {
        var state = new StateSection("/nowhere", Durability.Disk, TimeSpan.FromDays(1), 1_000);
        var updates = Config.Updates with
        {
            Enabled = true,
            PublicKeyFile = "/k.pem",
            MaxBytes = 5,
            Folder = "/f",
            Shadow = 6,
            Probation = TimeSpan.FromSeconds(7),
        };

        Assert.StartsWith("on disk in /nowhere", Of("state", Config with { State = state }), StringComparison.Ordinal);
        Assert.EndsWith(
            ", at most 1000 bytes, kept 1.00:00:00",
            Of("state", Config with { State = state }),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "in memory, kept 1.00:00:00",
            Of("state", Config with { State = state with { Durability = Durability.Memory } })
        );
        Assert.Equal(
            "every 00:00:10, percentiles of the last 00:05:00",
            Of("telemetry", Config with { Telemetry = new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5), []) })
        );
        Assert.Equal(
            "off",
            Of("telemetry", Config with { Telemetry = new(TimeSpan.Zero, TimeSpan.FromMinutes(5), []) })
        );
        Assert.Equal(
            "served at http://127.0.0.1:9464/metrics, sent to http://c:4318/ every 00:00:15",
            Of(
                "metrics",
                Config with
                {
                    Metrics = new(
                        IPEndPoint.Parse("127.0.0.1:9464"),
                        new Uri("http://c:4318"),
                        TimeSpan.FromSeconds(15)
                    ),
                }
            )
        );
        Assert.Equal("Warning", Of("log", Config with { Log = new(LogLevel.Warning) }));
        Assert.Equal("not introduced", Of("home assistant", Config with { HomeAssistant = new(false, "ha") }));
        Assert.Equal("introduced below ha", Of("home assistant", Config with { HomeAssistant = new(true, "ha") }));
        Assert.Equal(
            "taken when signed by /k.pem, at most 5 bytes, kept in /f; 6 shadow questions, on probation for 00:00:07",
            Of("updates", Config with { Updates = updates })
        );
        Assert.EndsWith(
            ", older versions as well",
            Of("updates", Config with { Updates = updates with { AllowDowngrade = true } }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void How_the_model_is_run()
    {
        Assert.Equal(
            "auto, automatic threads, as many requests at once as suit the model, spinning if the model gains by it, "
                + "nothing kept",
            Engine(new EngineSection(0, null, null, 0, 0, 0, 1))
        );
        Assert.Equal(
            "cpu, 3 threads, 1 cores left free, 1 requests at once, 8 answers decoded together, spinning, 9 bytes kept",
            Engine(new EngineSection(3, true, "cpu", 9, 1, 1, 8))
        );
        Assert.Contains(
            ", not spinning, ",
            Engine(new EngineSection(3, false, "cpu", 9, 2, 1, 1)),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            ", print read by the model alone",
            Engine(new EngineSection(0, null, null, 0, 0, 0, 1, Ocr: false)),
            StringComparison.Ordinal
        );
        var npu = Config with
        {
            Accelerators = new Dictionary<string, NpuSection>
            {
                ["qnn"] = new(
                    "/l.so",
                    new Dictionary<string, string> { ["vtcm_mb"] = "8" },
                    TimeSpan.FromSeconds(1),
                    TimeSpan.FromSeconds(2),
                    TimeSpan.FromSeconds(3),
                    TimeSpan.FromSeconds(4),
                    5 << 20
                ),
            },
        };
        Assert.Equal(
            "/l.so, canary every 00:00:01, tried again after 00:00:02 to 00:00:03, an answer within 00:00:04, "
                + "5 MB left behind at most, vtcm_mb 8",
            Of("qnn", npu)
        );
        Assert.DoesNotContain(
            ConfigSummary.Of(npu with { Engine = npu.Engine with { Provider = "cpu" } }),
            line => line.Key == "qnn"
        );

        static string Engine(EngineSection engine) => Of("engine", Config with { Engine = engine });
    }

    [Fact]
    public void What_a_watch_reads_when_and_how_surely()
    {
        var watch = Config.Watches[0] with
        {
            Interval = TimeSpan.FromSeconds(30),
            OnChange = false,
            Inputs = Config.Watches[0].Inputs with
            {
                SensorTopics = ["s/1"],
                Sensors = ["i2c/#"],
                Window = TimeSpan.FromSeconds(5),
            },
            Gates = Config.Watches[0].Gates with { MinConfidence = 0.9, Monotonic = false, MaxRate = null },
        };
        var gates = watch.Gates with { Monotonic = true, MaxRate = 2.5m, Digits = 5, ResyncAfter = 3 };

        Assert.Equal(
            "a number from camera/water/jpg s/1 i2c/# every 00:00:30, joined within 00:00:05, confidence from 0.9",
            Watch(watch)
        );
        Assert.Contains(
            " on change, at max every 00:00:30,",
            Watch(watch with { OnChange = true }),
            StringComparison.Ordinal
        );
        Assert.StartsWith("a text from ", Watch(watch with { Answer = WatchAnswer.Text }), StringComparison.Ordinal);
        Assert.EndsWith(
            "confidence from 0.9, never falling, at most 2.5 per hour, 5 digits before the point, given up after 3 "
                + "readings against it",
            Watch(watch with { Gates = gates }),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            ", never given up",
            Watch(watch with { Gates = gates with { ResyncAfter = 0, MaxRate = null } }),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            " before the point",
            Watch(watch with { Answer = WatchAnswer.Text, Gates = gates }),
            StringComparison.Ordinal
        );

        static string Watch(WatchSection watch) => Of("watch water", Config with { Watches = [watch] });
    }

    private static string Of(string key, AgentConfig config) =>
        Assert.Single(ConfigSummary.Of(config), line => line.Key == key).Value;
}
