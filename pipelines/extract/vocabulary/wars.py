"""Where the armed groups of the generic lexicon fight: in a text about another country they are only mentioned.

`Countries: sides` of wars since 1950 (docs/claim-guide.md, Sides). Whoever stands in no row may fight anywhere.
"""

from __future__ import annotations

_TABLE = """
Central African Republic|Chad|Cameroon: seleka, anti-balaka, cpc, ufdr, 3r, fprc
Chad|Libya|Sudan: fact, ufdd, ufr, fuc, frolinat, fan, gunt, rafd
Syria|Iraq|Turkey: sdf, pkk
Afghanistan|Pakistan: taliban, ttp, nrf, hezb-i-islami, northern alliance, imu, mujahideen
Pakistan|India|Iran: bla, tnsm, lashkar-e-islam, lashkar-e-taiba
Uzbekistan|Kyrgyzstan|Tajikistan: imu, uto
Libya|Yemen|Tunisia: ansar al-sharia
Libya|Chad|Niger|Sudan|Tunisia|Egypt: lna, gna, libya dawn, brsc, dmsc, bdb
Sudan|South Sudan|Chad|Libya|Central African Republic: rsf, splm-n, splm-io, slm, nas, lra
Uganda|Congo|South Sudan|Rwanda|Burundi|Zaire: lra, adf, fdlr, nra, rpf, interahamwe
Sudan|Chad|Libya: jem
Yemen|Saudi Arabia: houthi, stc, aqap
Congo|Rwanda|Uganda|Burundi|Zaire|Zambia|Angola: m23, cndp, codeco, mai-mai, upc, afdl, mlc, rcd, ndc-r, katanga
Congo|Rwanda|Burundi: raia mutomboki, twirwaneho, ninjas, cobras, fnl, fdd
Ethiopia|Eritrea|Somalia|Sudan: tplf, ola, fano, eplf, eprdf, onlf, wslf
Somalia|Kenya|Ethiopia|Uganda|Mozambique: al-shabaab, hizbul islam, islamic courts, snm, usc, sna
Nigeria|Niger|Chad|Cameroon: boko haram, iswap, ambazonia, biafra, mend
Mali|Niger|Burkina Faso|Algeria|Mauritania|Benin|Togo|Ivory Coast: isgs, jnim, mujao, mnla, cma, csp, fla, ansar dine
Mali|Niger: gatia
Nigeria|Niger: bandits
Haiti: viv ansanm, g9, 400 mawozo, gran grif
Mozambique|Tanzania: ansar-al-sunna, renamo
Angola|Zambia|Namibia|South Africa|Zaire|Congo: unita, fnla, swapo
Zimbabwe|Zambia|Mozambique: zanla, zipra
Sierra Leone|Liberia|Guinea|Ivory Coast: ruf, afrc, lurd, model, npfl, ulimo
Ivory Coast|Liberia: new forces, mpci, ouattara, gbagbo
Morocco|Algeria|Mauritania: polisario
Myanmar|Burma|Thailand|China|Bangladesh|India: aa, mndaa, tnla, kia, knla, knu, pdf, three brotherhood alliance
Myanmar|Burma|Thailand|China|Bangladesh|India: chin brotherhood, kndf, uwsa, cna, bpla, sspp, rcss, dkba, arsa
Myanmar|Burma|Thailand: karenni army
India|Nepal|Bangladesh: maoists, nscn, ulfa
Sri Lanka|India: ltte
Israel|Palestine|Lebanon|Egypt|Jordan: hamas, fatah, plo
Lebanon|Israel|Syria|Iraq: hezbollah, amal, psp, lebanese forces, south lebanon army, fatah al-islam, nusra
Georgia|Russia: abkhazia, south ossetia
Moldova: transnistria
Kosovo|Serbia|Albania|Macedonia|Montenegro: kla
Bosnia|Croatia|Serbia: bosnian serbs, croat forces, krajina serbs
Colombia|Venezuela|Ecuador|Panama: farc, eln, auc, m-19, epl
Peru: shining path
El Salvador|Honduras|Nicaragua|Guatemala|Mexico: fmln, urng, ezln, contras
Philippines|Malaysia|Indonesia: abu sayyaf, maute, milf, mnlf, biff, npa
Indonesia: gam, tpnpb, fretilin
Cambodia|Vietnam|Thailand|Laos|South Vietnam: khmer rouge, viet cong, pathet lao
Iraq|Iran: mahdi army, ansar al-islam
"""
_WHERE: dict[str, set[str]] = {}
for _row in _TABLE.strip().splitlines():
    _countries, _sides = _row.split(": ")
    for _side in _sides.split(", "):
        _WHERE.setdefault(_side, set()).update(_countries.split("|"))


def fights_in(side: str, country: str | None) -> bool:
    """Say whether a side may fight in a country; True where either is not known."""
    return country is None or side not in _WHERE or country in _WHERE[side]


def placed_sides() -> frozenset[str]:
    """Return every side that the table gives a country."""
    return frozenset(_WHERE)
