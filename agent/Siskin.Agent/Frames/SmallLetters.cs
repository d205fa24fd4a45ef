using SkiaSharp;

namespace Siskin.Agent.Frames;

/// <summary>Letters of 5 x 7 dots for pictures that people look at: a device need not have a font.</summary>
internal static class SmallLetters
{
    /// <summary>Height of a letter in dots.</summary>
    public const int Height = 7;

    private const int Width = 5;
    private const int Advance = Width + 1;
    private const char First = ' ';

    // From the space to the tilde, a column a byte with the uppermost dot in its lowest bit; then the degree sign.
    private static readonly byte[] Columns = Convert.FromHexString(
        "0000000000"
            + "00005F0000"
            + "0007000700"
            + "147F147F14"
            + "242A7F2A12"
            + "2313086462"
            + "3649562050" // space ! " # $ % &
            + "0005030000"
            + "001C224100"
            + "0041221C00"
            + "2A1C7F1C2A"
            + "08083E0808"
            + "0050300000"
            + "0808080808" // ' ( ) * + , -
            + "0060600000"
            + "2010080402"
            + "3E5149453E"
            + "00427F4000"
            + "4261514946"
            + "2141454B31"
            + "1814127F10" // . / 0 1 2 3 4
            + "2745454539"
            + "3C4A494930"
            + "0171090503"
            + "3649494936"
            + "064949291E"
            + "0036360000"
            + "0056360000" // 5 6 7 8 9 : ;
            + "0814224100"
            + "1414141414"
            + "0041221408"
            + "0201510906"
            + "324979413E"
            + "7E1111117E"
            + "7F49494936" // < = > ? @ A B
            + "3E41414122"
            + "7F4141221C"
            + "7F49494941"
            + "7F09090901"
            + "3E4149497A"
            + "7F0808087F"
            + "00417F4100" // C D E F G H I
            + "2040413F01"
            + "7F08142241"
            + "7F40404040"
            + "7F020C027F"
            + "7F0408107F"
            + "3E4141413E"
            + "7F09090906" // J K L M N O P
            + "3E4151215E"
            + "7F09192946"
            + "4649494931"
            + "01017F0101"
            + "3F4040403F"
            + "1F2040201F"
            + "3F4038403F" // Q R S T U V W
            + "6314081463"
            + "0708700807"
            + "6151494543"
            + "007F414100"
            + "0204081020"
            + "0041417F00"
            + "0402010204" // X Y Z [ \ ] ^
            + "4040404040"
            + "0001020400"
            + "2054545478"
            + "7F48444438"
            + "3844444420"
            + "384444487F"
            + "3854545418" // _ ` a b c d e
            + "087E090102"
            + "0C5252523E"
            + "7F08040478"
            + "00447D4000"
            + "2040443D00"
            + "7F10284400"
            + "00417F4000" // f g h i j k l
            + "7C04180478"
            + "7C08040478"
            + "3844444438"
            + "7C14141408"
            + "081414187C"
            + "7C08040408"
            + "4854545420" // m n o p q r s
            + "043F444020"
            + "3C4040207C"
            + "1C2040201C"
            + "3C4030403C"
            + "4428102844"
            + "0C5050503C"
            + "4464544C44" // t u v w x y z
            + "0008364100"
            + "00007F0000"
            + "0041360800"
            + "1008081008"
            + "0006090906" // { | } ~ degree
    );

    /// <summary>Width of a text in pixels.</summary>
    public static int WidthOf(string text, int scale) => text.Length * Advance * scale;

    /// <summary>Draws a text in black, from its upper left corner on.</summary>
    public static void Draw(SKCanvas canvas, string text, float x, float y, int scale)
    {
        using var paint = new SKPaint { Color = SKColors.Black };
        for (var i = 0; i < text.Length; i++)
        {
            var letter = IndexOf(text[i]) * Width;
            for (var column = 0; column < Width; column++)
            {
                for (var row = 0; row < Height; row++)
                {
                    if (((Columns[letter + column] >> row) & 1) == 1)
                        canvas.DrawRect(x + (((i * Advance) + column) * scale), y + (row * scale), scale, scale, paint);
                }
            }
        }
    }

    // What there is no letter for is a question mark.
    private static int IndexOf(char letter) =>
        letter switch
        {
            '°' => (Columns.Length / Width) - 1,
            '²' => '2' - First,
            '³' => '3' - First,
            'µ' or 'μ' => 'u' - First,
            >= First and <= '~' => letter - First,
            _ => '?' - First,
        };
}
