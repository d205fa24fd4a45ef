namespace Siskin.Runtime.Signals.Questions.Languages;

/// <summary>French words of questions.</summary>
internal static class French
{
    public static readonly Language Language = new(
        "quel quelle quels quelles est sont la le les une un dans du des de et ou combien pourquoi plus pas dépassent dépasse au aux sur où en il elle est-ce est-elle est-il cave l d y a-t-il",
        [
            "quelle est=what is;quel est=what is;quelles sont=what are;quels sont=what are;combien de temps=how long;combien de fois=how often;combien de=how many;combien d=how many;depuis quand=since when;à quelle heure=at what time",
            "est-ce que=;est-ce qu=;est ce que=;y a-t-il=is there;y a t il=is there;il y a=there is;est-elle=is it;est-il=is it;sont-elles=are they;sont-ils=are they;fait-il=is it;a-t-il=has it;a-t-elle=has it",
            "plus de=more than;moins de=less than;supérieure à=above;supérieur à=above;inférieure à=below;inférieur à=below;supérieures à=above;inférieures à=below;supérieurs à=above;inférieurs à=below;au-dessus de=above;au-dessous de=below;en dessous de=below;en-dessous de=below;au moins=at least;au plus=at most",
            "la plus élevée=highest;le plus élevé=highest;la plus haute=highest;le plus haut=highest;la plus basse=lowest;le plus bas=lowest;la plus chaude=hottest;le plus chaud=hottest;la plus froide=coldest;le plus froid=coldest;la plus faible=lowest;le plus faible=lowest;le plus grand=largest;la plus grande=largest;plus élevée que=higher than;plus élevé que=higher than;plus chaud que=warmer than;plus chaude que=warmer than;plus froid que=colder than;plus froide que=colder than",
            "en marche=running;en ligne=online;hors ligne=offline;en panne=faulty;en charge=charging;en hausse=rising;en baisse=falling;en moyenne=average;au total=total;salle de bain=bathroom|bath;salle de bains=bathroom|bath;n est pas=is not;pour cent=percent;dans la=in the;de la=of the;de l=of the;à l=at the",
        ],
        [
            "quel=which;quelle=which;quels=which;quelles=which;que=what;où=where;quand=when;combien=how much;comment=how;est=is;sont=are;était=was;étaient=were;a=has;ont=have;fait=is;reste=is left",
            "le=the;la=the;les=the;l=the;un=a;une=a;des=of the;du=of the;de=of;d=of;au=at the;aux=at the;dans=in;sur=on;sous=under;à=at;en=in;par=per;pour=for;avec=with;et=and;ou=or;entre=between;que=than;qu=than;il=it;elle=it;ce=this;cette=this;y=there;on=we;nous=we;ne=;n=;pas=not",
            "dépasse=exceeds;dépassent=exceed;dépassé=exceeded;égal=equal;égale=equal;plus=more;moins=less;maximum=maximum;minimum=minimum;maximale=maximum;minimale=minimum;maximal=maximum;minimal=minimum",
            "moyenne=average;somme=sum;total=total;totale=total;différence=difference;nombre=number;pourcentage=percentage;rapport=ratio;tous=all;toutes=all;chaque=every;aucun=no;aucune=no;deux=both",
            "température=temperature;températures=temperatures;humidité=humidity;pression=pressure;puissance=power;courant=current;tension=voltage;énergie=energy;consommation=consumption;batterie=battery;batteries=batteries;pile=battery;charge=charge;niveau=level;niveaux=levels;vitesse=speed;débit=flow;luminosité=brightness;poids=weight;fréquence=frequency;signal=signal;pluie=rain;vent=wind;autonomie=runtime;distance=distance",
            "capteur=sensor;capteurs=sensors;valeur=value;valeurs=values;état=state;statut=status;erreur=error;erreurs=errors;avertissement=warning;avertissements=warnings;alarme=alarm;alarmes=alarms;panne=fault;messages=messages;message=message;lignes=lines;limite=limit;seuil=threshold;consigne=setpoint;degrés=degrees;degré=degrees;appareil=device;appareils=devices",
            "porte=door;fenêtre=window;cave=cellar|basement;garage=garage;cuisine=kitchen;salon=living room;chambre=bedroom;bureau=office;grenier=attic;jardin=garden;extérieur=outside;extérieure=outside;dehors=outside;intérieur=inside;intérieure=inside;pompe=pump;pompes=pumps;vanne=valve;chaudière=boiler;chauffage=heating;réservoir=tank;cuve=tank;cuves=tanks;ventilateur=fan;lumière=light;lampe=lamp|light;moteur=motor|engine;compresseur=compressor;machine=machine;disque=disk;eau=water;huile=oil;air=air;pièce=room;pièces=rooms;passerelle=gateway;réseau=grid|network|mains;carburant=fuel;gaz=gas;sol=soil;onduleur=ups|inverter;entrée=input;sortie=output",
            "allumé=on;allumée=on;éteint=off;éteinte=off;ouvert=open;ouverte=open;ouvertes=open;ouverts=open;fermé=closed;fermée=closed;fermées=closed;verrouillé=locked;verrouillée=locked;fonctionne=running;fonctionnent=running;tourne=running;tournent=running;connecté=connected;connectée=connected;manque=is missing;manquent=are missing;manquante=missing;manquantes=missing;vide=empty;plein=full;pleine=full;pleines=full;chaud=warm;chaude=warm;froid=cold;froide=cold;actif=active;active=active;actives=active;arrêté=stopped;arrêtée=stopped;stable=stable;sec=dry;monte=rising;augmente=rising;baisse=falling;diminue=falling;humide=humid",
            "dernier=last;dernière=last;premier=first;première=first;maintenant=now;actuelle=current;actuel=current;actuellement=now;minutes=minutes;heures=hours;secondes=seconds;jours=days;encore=still;aujourd=today;hui=;svp=;est-ce=",
        ],
        ""
    );
}
