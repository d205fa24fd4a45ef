using System.Text;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;
using Siskin.Runtime;
using Siskin.Runtime.Inference.Instruments;

namespace Siskin.Agent.Tests.Wire;

public sealed class RequestReaderTests
{
    private static readonly RequestLimits Limits = new(
        PayloadBytes: 1_000,
        ImageBytes: 90,
        PromptChars: 40,
        SensorChars: 70
    );

    [Fact]
    public void A_complete_json_request_is_read()
    {
        var request = Read(
            """
            {"id":"r1","prompt":"Read it.","sensors":"a=1","image":"/9j/AA==","max_tokens":5,"stream":true,"choices":["yes","no"],"other":1}
            """
        ).Request!;

        Assert.Equal(
            ("r1", "Read it.", "a=1", 5, true),
            (request.Id, request.Prompt, request.Sensors, request.MaxTokens, request.Stream)
        );
        Assert.Equal([0xFF, 0xD8, 0xFF, 0x00], request.Image.ToArray());
        Assert.Equal(["yes", "no"], request.Choices!);
    }

    [Theory]
    [InlineData("[2, 3, 40, 50]", 90, false)]
    [InlineData("[0.1, 0.2, 0.5, 0.5]", -7.5, true)]
    public void Crop_and_rotation_are_read_as_a_watch_reads_them(string crop, double rotate, bool fractions)
    {
        var view = Read($$"""{"prompt":"x","crop":{{crop}},"rotate":{{rotate}}}""").Request!.View!;

        Assert.Equal((rotate, fractions), (view.Rotate, view.Crop!.Fractions));
    }

    [Fact]
    public void A_crop_can_be_left_to_the_model()
    {
        var view = Read("""{"prompt":"x","crop":"auto","rotate":90}""").Request!.View!;

        Assert.True(view.Locates);
        Assert.Equal(90, view.Rotate);
        Assert.False(Read("""{"prompt":"x","crop":[0.0,0,1,1]}""").Request!.View!.Locates);
    }

    [Fact]
    public void What_is_known_about_the_instrument_is_read()
    {
        var request = Read(
            """{"prompt":"x","digits":5,"decimals":1,"range":[-1,1.5],"unit":"bar","views":3}"""
        ).Request!;

        Assert.Equal(
            new KnownInstrument
            {
                Digits = 5,
                Decimals = 1,
                Range = new ScaleRange(-1, 1.5, "bar"),
            },
            request.Known
        );
        Assert.Equal(3, request.Views);
        var plain = Read("""{"prompt":"x","unit":"bar"}""").Request!;
        Assert.Equal((null, 1), (plain.Known, plain.Views));
    }

    [Theory]
    [InlineData("""{"prompt":"x","digits":0}""", "digits = 0 is not allowed; give 1 to 15.")]
    [InlineData("""{"prompt":"x","decimals":-1}""", "decimals = -1 is not allowed; give 0 to 6.")]
    [InlineData("""{"prompt":"x","digits":12,"decimals":6}""", "more than 15 digits together")]
    [InlineData("""{"prompt":"x","range":[10,0]}""", "range must be [low, high]")]
    [InlineData("""{"prompt":"x","range":"0-10"}""", "range must be [low, high]")]
    [InlineData("""{"prompt":"x","range":[0,10],"unit":""}""", "unit must be a text of 1 to 32 characters.")]
    [InlineData("""{"prompt":"x","views":2}""", "views = 2 is not allowed; give 1 or 3.")]
    public void What_no_instrument_can_be_is_malformed(string json, string reason)
    {
        var rejection = Read(json).Rejection!;

        Assert.Equal(400, rejection.Code);
        Assert.Contains(reason, rejection.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"prompt":"x","crop":[1,2,3]}""", "crop must be")]
    [InlineData("""{"prompt":"x","crop":[0.5,0.5,0.6,0.6]}""", "crop must be")]
    [InlineData("""{"prompt":"x","crop":"auto?"}""", "crop must be")]
    [InlineData("""{"prompt":"x","rotate":400}""", "rotate must be")]
    [InlineData("""{"prompt":"x","rotate":"90"}""", "rotate must be")]
    public void A_crop_or_rotation_that_cannot_be_is_malformed(string json, string reason) =>
        Assert.Contains(reason, Read(json).Rejection!.Message, StringComparison.Ordinal);

    [Fact]
    public void Json_that_is_too_deep_is_called_so_and_damaged_json_is_not()
    {
        string Nested(int levels, string end) =>
            $$"""{"prompt":"x","sensors":{{new string('[', levels)}}1{{new string(']', levels)}}{{end}}""";

        Assert.NotNull(Read(Nested(15, "}")).Request);
        Assert.Contains("more than 16 levels", Read(Nested(16, "}")).Rejection!.Message, StringComparison.Ordinal);
        Assert.Contains("not valid JSON", Read(Nested(15, "]")).Rejection!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_utf8_in_a_json_string_is_refused()
    {
        byte[] json = [.. "{\"prompt\":\"x\",\"sensors\":{\"a\":\""u8, 0xC3, .. "\"}}"u8];

        var reading = Readings.Of(Message(json, "application/json"), Limits);

        Assert.Equal((400, "The payload is not valid UTF-8."), (reading.Rejection!.Code, reading.Rejection.Message));
    }

    [Fact]
    public void An_id_that_could_be_read_is_told_where_the_rest_could_not()
    {
        var reading = Read("""{"id":"r1","prompt":"\ud800"}""");

        Assert.Equal((400, "r1"), (reading.Rejection!.Code, reading.Id));
    }

    [Fact]
    public void Null_fields_count_as_absent()
    {
        var request = Read(
            """{"id":null,"prompt":"x","sensors":null,"image":null,"max_tokens":null,"stream":null,"choices":null}"""
        ).Request!;

        Assert.Equal(new InferenceRequest(null, "x"), request);
    }

    [Fact]
    public void A_number_is_an_id_too() => Assert.Equal("17", Read("""{"id":17,"prompt":"x"}""").Id);

    [Fact]
    public void Sensor_objects_become_compact_json_text() =>
        Assert.Equal(
            """{"boiler":{"temp":61.50,"on":true},"list":[1,"b °C"],"none":null}""",
            Read(
                """{"prompt":"x","sensors":{ "boiler": {"temp":61.50,"on":true}, "list":[1, "b \u00b0C"], "none":null }}"""
            ).Request!.Sensors
        );

    [Theory]
    [InlineData("""{"prompt":""", 400)]
    [InlineData("""[1]""", 400)]
    [InlineData("""{}""", 400)]
    [InlineData("""{"prompt":""}""", 400)]
    [InlineData("""{"prompt":"  "}""", 400)]
    [InlineData("""{"prompt":5}""", 400)]
    [InlineData("""{"prompt":"\ud800"}""", 400)]
    [InlineData("""{"prompt":"x","id":{}}""", 400)]
    [InlineData("""{"prompt":"x","id":""}""", 400)]
    [InlineData("""{"prompt":"x","id":"a\nb"}""", 400)]
    [InlineData("""{"prompt":"x","image":5}""", 400)]
    [InlineData("""{"prompt":"x","image":""}""", 400)]
    [InlineData("""{"prompt":"x","image":"no base64!"}""", 400)]
    [InlineData("""{"prompt":"x","max_tokens":0}""", 400)]
    [InlineData("""{"prompt":"x","max_tokens":1.5}""", 400)]
    [InlineData("""{"prompt":"x","max_tokens":99999999999}""", 400)]
    [InlineData("""{"prompt":"x","stream":"yes"}""", 400)]
    [InlineData("""{"prompt":"x","sensors":7}""", 400)]
    [InlineData("""{"prompt":"x","choices":[]}""", 400)]
    [InlineData("""{"prompt":"x","choices":["a",1]}""", 400)]
    [InlineData("""{"prompt":"x","choices":"a"}""", 400)]
    [InlineData("""{"prompt":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""", 413)]
    public void A_wrong_json_request_is_refused(string json, int code)
    {
        var rejection = Read(json).Rejection!;

        Assert.Equal(code, rejection.Code);
        Assert.EndsWith(".", rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Equal(
            400,
            Read("{\"prompt\":\"x\",\"sensors\":" + new string('[', 100) + new string(']', 100) + "}").Rejection!.Code
        );

    [Fact]
    public void Sensor_text_that_is_too_long_is_refused() =>
        Assert.Equal(413, Read($$"""{"prompt":"x","sensors":["{{new string('y', 80)}}"]}""").Rejection!.Code);

    [Fact]
    public void An_image_that_is_too_large_is_refused_by_its_length()
    {
        // Not even valid base64: it is not decoded at all.
        var rejection = Read($$"""{"prompt":"x","image":"{{new string('!', 200)}}"}""").Rejection!;

        Assert.Equal(413, rejection.Code);
    }

    [Fact]
    public void The_largest_allowed_image_is_read() =>
        Assert.Equal(
            90,
            Read($$"""{"prompt":"x","image":"{{Convert.ToBase64String(new byte[90])}}"}""").Request!.Image.Length
        );

    [Fact]
    public void The_id_is_known_even_where_the_rest_is_wrong() =>
        Assert.Equal("r9", Read("""{"id":"r9","prompt":5}""").Id);

    [Fact]
    public void A_payload_that_is_too_large_is_refused_before_it_is_parsed() =>
        Assert.Equal(413, Read(new string('{', 1_001)).Rejection!.Code);

    [Fact]
    public void An_empty_payload_is_refused() => Assert.Equal(400, Read("").Rejection!.Code);

    [Theory]
    [InlineData("application/xml")]
    [InlineData("image/gif")]
    [InlineData("application/octet-stream")]
    public void Another_content_type_is_refused(string type) => Assert.Equal(415, Read("x", type).Rejection!.Code);

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON")]
    [InlineData(null)]
    [InlineData("")]
    public void Json_is_recognised(string? type) =>
        Assert.Equal("x", Read("""  {"prompt":"x"}""", type).Request!.Prompt);

    [Theory]
    [InlineData("text/plain")]
    [InlineData(null)]
    public void Plain_text_is_the_prompt(string? type) =>
        Assert.Equal("Warm?", Read(" Warm? \n", type).Request!.Prompt);

    [Theory]
    [InlineData("\uFEFF{\"prompt\":\"x\",\"sensors\":\"\\uFEFFa=1\\u0000\\u0000\"}\0", "a=1")]
    [InlineData(
        "{\"prompt\":\"\\uFEFFx\\u0000\",\"sensors\":{\"a\":\"\\ufeff1\\u0000\",\"b\":[true,2.50]}}",
        "{\"a\":\"1\",\"b\":[true,2.50]}"
    )]
    public void A_byte_order_mark_and_trailing_nuls_are_taken_off(string json, string sensors)
    {
        var request = Read(json, null).Request!;

        Assert.Equal(("x", sensors), (request.Prompt, request.Sensors));
        Assert.Equal("Warm?", Read("\uFEFFWarm?\0", null).Request!.Prompt);
        Assert.Equal(
            "a=1",
            Readings
                .Of(Message([0xFF, 0xD8], "image/jpeg", ("prompt", "Read it."), ("sensors", "\uFEFFa=1")), Limits)
                .Request!.Sensors
        );
    }

    [Theory]
    [InlineData("{\"prompt\":\"x\",\"sensors\":\"a=\\u00001\"}", "sensors has a NUL")]
    [InlineData("{\"prompt\":\"x\\ufeffy\"}", "prompt has a NUL or a byte order mark")]
    public void Inside_of_a_text_they_are_refused(string json, string message)
    {
        var rejection = Read(json).Rejection!;

        Assert.Equal(400, rejection.Code);
        Assert.StartsWith(message, rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused() =>
        Assert.Equal(400, Readings.Of(Message([0xC3, 0x28], "text/plain"), Limits).Rejection!.Code);

    [Fact]
    public void A_frame_takes_the_rest_from_user_properties()
    {
        var request = Readings
            .Of(
                Message(
                    [0xFF, 0xD8],
                    "image/jpeg",
                    ("prompt", "Read it."),
                    ("id", "f1"),
                    ("sensors", "a=1"),
                    ("max_tokens", "4"),
                    ("stream", "true")
                ),
                Limits
            )
            .Request!;

        Assert.Equal(
            ("f1", "Read it.", "a=1", 4, true),
            (request.Id, request.Prompt, request.Sensors, request.MaxTokens, request.Stream)
        );
        Assert.Equal([0xFF, 0xD8], request.Image.ToArray());
    }

    [Theory]
    [InlineData("prompt", "")]
    [InlineData("max_tokens", "many")]
    [InlineData("stream", "1")]
    [InlineData("id", "")]
    public void Wrong_user_properties_are_refused(string name, string value) =>
        Assert.Equal(
            400,
            Readings
                .Of(
                    Message([0xFF, 0xD8], "image/png", ("prompt", "x"), (name, value)) with
                    {
                        Properties = name == "prompt" ? [] : [new("prompt", "x"), new(name, value)],
                    },
                    Limits
                )
                .Rejection!.Code
        );

    [Fact]
    public void A_frame_that_is_too_large_is_refused() =>
        Assert.Equal(413, Readings.Of(Message(new byte[91], "image/webp", ("prompt", "x")), Limits).Rejection!.Code);

    private static (InferenceRequest? Request, Rejection? Rejection, string? Id) Read(
        string text,
        string? type = "application/json"
    ) => Readings.Of(Message(Encoding.UTF8.GetBytes(text), type), Limits);

    private static IncomingMessage Message(
        byte[] payload,
        string? type,
        params (string Name, string Value)[] properties
    ) =>
        new(
            "t",
            payload,
            type,
            null,
            null,
            [.. properties.Select(p => KeyValuePair.Create(p.Name, p.Value))],
            null,
            false,
            false
        );
}
