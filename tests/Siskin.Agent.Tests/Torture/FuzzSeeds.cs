using System.Text;
using SkiaSharp;

namespace Siskin.Agent.Tests.Torture;

/// <summary>Good inputs, which are then damaged.</summary>
internal static class FuzzSeeds
{
    private const string ProgressiveJpeg =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6j"
        + "q62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSk"
        + "pKSkpKSkpKT/wgARCAA/ACEDASIAAhEBAxEB/8QAGAAAAwEBAAAAAAAAAAAAAAAAAAIDAQT/xAAUAQEAAAAAAAAAAAAAAAAAAAAA"
        + "/9oADAMBAAIQAxAAAAHjLVOMtpzjB16vMWrAMGBoWwrzlRBQbZaPioaKH//EAB4QAAICAgMBAQAAAAAAAAAAAAABAhEQMQMSIRMi"
        + "/9oACAEBAAEFAiiiiijqPbWHucuq40PEtz/U/mQbse4+cgvZj3KNnQSpFlll4vFl4//EABQRAQAAAAAAAAAAAAAAAAAAADD/2gAI"
        + "AQMBAT8BT//EABQRAQAAAAAAAAAAAAAAAAAAADD/2gAIAQIBAT8BT//EABkQAAIDAQAAAAAAAAAAAAAAABEgAAExMP/aAAgBAQAG"
        + "PwJxSm0E2C1Kb1//xAAcEAACAwEBAQEAAAAAAAAAAAAAARARMSFBIHH/2gAIAQEAAT8ha+efag+QpjARb6fpMThQ3IzqGN2JNFmN"
        + "ZZaO9MjMR3jLehHIseJGbELgxZ//2gAMAwEAAgADAAAAEIKDBGMKJDJJMP/EABQRAQAAAAAAAAAAAAAAAAAAADD/2gAIAQMBAT8Q"
        + "T//EABQRAQAAAAAAAAAAAAAAAAAAADD/2gAIAQIBAT8QT//EACAQAQACAQQDAQEAAAAAAAAAAAEAESEQMUFxUWGRgcH/2gAIAQEA"
        + "AT8QxVOs6SminsgK2gFIvMQSnxCHbEPJgh0ocFw1afowdtmCLbfwR0r8aP6QtptYkWpUfBEuLJ7j2XsguMMbn6dFionS1S8sgfEY"
        + "Zlp//9k=";

    /// <summary>Frames of every kind that is read, small ones so that much of them matters.</summary>
    public static IReadOnlyList<byte[]> Frames { get; } =
    [
        Frame(SKEncodedImageFormat.Jpeg, 40, 24, 80),
        Frame(SKEncodedImageFormat.Jpeg, 9, 200, 30),
        Frame(SKEncodedImageFormat.Jpeg, 640, 480, 60),
        Convert.FromBase64String(ProgressiveJpeg),
        WithOrientation(Frame(SKEncodedImageFormat.Jpeg, 33, 21, 70)),
        Frame(SKEncodedImageFormat.Png, 31, 17, 100),
        Frame(SKEncodedImageFormat.Png, 200, 150, 100),
        Frame(SKEncodedImageFormat.Webp, 40, 24, 60),
        Frame(SKEncodedImageFormat.Webp, 64, 64, 100),
        Frame(SKEncodedImageFormat.Webp, 320, 240, 30),
    ];

    /// <summary>Texts as they come in payloads.</summary>
    public static IReadOnlyList<string> Texts { get; } =
    [
        """{"id":"r1","prompt":"Read the counter.","sensors":{"boiler":61.5,"pump":{"on":true,"rate":3}},"max_tokens":8}""",
        """{"prompt":"Is it \u00e9\ud83d\ude00 on?","choices":["yes","no"],"stream":true}""",
        """{"prompt":"x","sensors":["a",1,null,{"b":[1,2,3]}],"other":{"deep":[[[[1]]]]}}""",
        $$"""{"id":7,"prompt":"Read it.","image":"{{Convert.ToBase64String(Frames[0])}}"}""",
        $$"""{"frame":{"image":1},"image":"data:image/png;base64,{{Convert.ToBase64String(Frames[5])}}","value":3}""",
        """{"value":12.5,"raw":"12.5","text":"12.5","confidence":0.9,"error":null,"rate":0.1,"time":"2026-03-01T12:00:00+00:00","unit":"m³"}""",
        """{"value":"open","raw":null,"text":"open","confidence":0.9,"error":null,"rate":null,"time":"2026-03-01T12:00:00+00:00","unit":null}""",
        "boiler,site=cellar temperature=61.5,pressure=1.8,state=\"ok\" 1700000000\npump,site=cellar rate=3i",
        "61.5",
        "-12,345.678",
        "Is any value above 80?",
        "pump=3 boiler=61.5",
        """{"value":null}""",
        "null",
        "1e15",
    ];

    /// <summary>Words that stand in properties, topics and content types.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        "application/json",
        "image/jpeg",
        "image/png",
        "image/webp",
        "text/plain; charset=utf-8",
        "siskin/reply/x",
        "siskin/bench/request",
        "siskin/+/reply/#",
        "$SYS/broker",
        "Read the counter.",
        "true",
        "8",
        "r-1",
        "local",
        "",
    ];

    /// <summary>The texts as bytes.</summary>
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Frame(SKEncodedImageFormat format, int width, int height, int quality)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        var random = new Random(width);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                bitmap.SetPixel(x, y, new SKColor((byte)(x * 7), (byte)(y * 5), (byte)random.Next(256)));
        }
        using var data = bitmap.Encode(format, quality);
        return data.ToArray();
    }

    /// <summary>Puts an EXIF segment with orientation 6 behind the start of a JPEG.</summary>
    private static byte[] WithOrientation(byte[] jpeg)
    {
        byte[] exif =
        [
            0xFF,
            0xE1,
            0,
            34,
            .. "Exif\0\0MM\0*"u8,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0,
        ];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }
}
